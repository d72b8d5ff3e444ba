package io.belastbar.load.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.EncodedCells;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.SecondCodec;
import io.belastbar.load.result.SecondResult;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecondFoldTest {

    private static final long SECOND = 1_000_000_000L;
    private static final GeneratorSecond GENERATOR = new GeneratorSecond(0, 0, 0, 0, 0, 0, 0, 0);

    /** The largest scenario that is accepted, and smaller ones: nothing can be kept that was not allocated. */
    @ParameterizedTest
    @CsvSource({"50,500,1,50", "5,500,8,50", "5,40,20,20"})
    void aSecondWithManyCellsTakesLittleMemory(int steps, int tenants, int each, long megabytesMax) {
        SecondFold fold = new SecondFold(0, steps, tenants);
        SampleBuffer[] seconds = new SampleBuffer[3];
        Arrays.setAll(seconds, second -> samples(second, steps * tenants, each));

        long before = allocated();
        for (SampleBuffer second : seconds) {
            fold.fold(second);
            fold.close(1, 1, GENERATOR);
        }

        assertThat(allocated() - before).isLessThan(megabytesMax << 20);
        assertThat(fold.totals()).hasSize(steps * tenants);
        assertThat(fold.totals().values()).extracting(Cell::requests).containsOnly(3L * each);
    }

    @ParameterizedTest
    @CsvSource({"1,true", "0,false"})
    void totalsOfManyCellsAreKeptEncoded(int more, boolean encoded) {
        int cells = SecondFold.LARGE_CELLS_MAX + more;
        SecondFold fold = new SecondFold(0, 1, cells);

        fold.fold(samples(0, cells, 520));

        assertThat(fold.totals() instanceof EncodedCells).isEqualTo(encoded);
        assertThat(fold.totals().values()).allMatch(cell -> cell.requests() == 520);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, SecondFold.LARGE_CELLS_MAX, SecondFold.LARGE_CELLS_MAX + 1})
    void aCellSaysTheSameHoweverManyThereAre(int tenants) {
        SecondFold fold = new SecondFold(0, 1, tenants);
        Cell expected = new Cell();
        SampleBuffer buffer = new SampleBuffer();
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            long micros = random.nextLong(1L << random.nextInt(1, 36));
            ErrorClass error = i % 10 == 0 ? ErrorClass.TIMEOUT : null;
            buffer.add(0, 1, micros * 1_000, micros * 500, error, 3, 4);
            expected.record(micros, micros / 2, error, 3, 4);
        }

        fold.fold(buffer);
        SecondResult stored = SecondCodec.decode(SecondCodec.encode(fold.close(1, 1, GENERATOR)));

        for (Cell cell :
                new Cell[] {fold.totals().get(new CellKey(0, 0)), stored.cells().get(new CellKey(0, 0))}) {
            assertThat(cell.responseMicros()).isEqualTo(expected.responseMicros());
            assertThat(cell.serviceMicros()).isEqualTo(expected.serviceMicros());
            assertThat(cell.responseSummary()).isEqualTo(expected.responseSummary());
            assertThat(cell.errors()).isEqualTo(Map.of(ErrorClass.TIMEOUT, 200L));
            assertThat(new Cell().add(cell).responseMicros()).isEqualTo(expected.responseMicros());
        }
    }

    private static SampleBuffer samples(int second, int cells, int each) {
        SampleBuffer buffer = new SampleBuffer();
        Random random = new Random(second);
        for (int i = 0; i < cells * each; i++) {
            long nanos = (long) (Math.exp(random.nextGaussian()) * 100_000_000);
            buffer.add(i % cells, second * SECOND, nanos, nanos, null, 1, 1);
        }
        return buffer;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
