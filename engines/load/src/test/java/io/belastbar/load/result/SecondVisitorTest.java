package io.belastbar.load.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.SecondSeries.SecondVisitor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SecondVisitorTest {

    private static final class Total implements SecondVisitor {

        final Cell all = new Cell();
        final Cell firstStep = new Cell();
        Head last;

        @Override
        public void begin(Head second) {
            last = second;
        }

        @Override
        public List<Cell> targets(CellKey key) {
            return key.step() == 0 ? List.of(all, firstStep) : key.step() == 1 ? List.of(all) : List.of();
        }

        @Override
        public void end(Head second) {
            assertThat(second).isEqualTo(last);
        }
    }

    @Property(tries = 200)
    void addingUpEncodedSecondsIsTheSameAsDecodingThem(
            @ForAll long seed,
            @ForAll @IntRange(max = 40) int requests,
            @ForAll @IntRange(min = 1, max = 62) int bits) {
        Random random = new Random(seed);
        Map<CellKey, Cell> cells = new TreeMap<>();
        for (int n = 0; n < requests; n++) {
            CellKey key = new CellKey(random.nextInt(3), random.nextInt(4));
            Cell cell = cells.computeIfAbsent(key, none -> new Cell());
            ErrorClass error = random.nextInt(4) == 0 ? ErrorClass.values()[random.nextInt(12)] : null;
            cell.started(random.nextInt(3));
            cell.skipped(random.nextInt(2));
            long longest = Math.min(1L << bits, 7L * 24 * 3600 * 1_000_000);
            cell.record(random.nextLong(longest), random.nextLong(longest), error, n, 2L * n);
        }
        SecondResult second = new SecondResult(7, 5, 1.5, GeneratorSecond.UNKNOWN, cells);
        byte[] encoded = SecondCodec.encode(second);
        Total total = new Total();

        SecondCodec.visit(encoded, total);

        SecondResult decoded = SecondCodec.decode(encoded);
        assertThat(total.last).isEqualTo(new SecondVisitor.Head(7, 5, GeneratorSecond.UNKNOWN));
        assertSame(total.firstStep, step(decoded, 0));
        assertSame(total.all, step(decoded, 0).add(step(decoded, 1)));
    }

    private static Cell step(SecondResult second, int step) {
        return Cell.sum(second.cells(), key -> key.step() == step);
    }

    private static void assertSame(Cell found, Cell wanted) {
        assertThat(found.requests()).isEqualTo(wanted.requests());
        assertThat(found.errors()).isEqualTo(wanted.errors());
        assertThat(List.of(found.intendedStarts(), found.skipped(), found.bytesSent(), found.bytesReceived()))
                .isEqualTo(
                        List.of(wanted.intendedStarts(), wanted.skipped(), wanted.bytesSent(), wanted.bytesReceived()));
        assertThat(found.responseMicros()).isEqualTo(wanted.responseMicros());
        assertThat(found.serviceMicros()).isEqualTo(wanted.serviceMicros());
        assertThat(found.failedMicros()).isEqualTo(wanted.failedMicros());
        assertThat(found.blended()).isEqualTo(wanted.blended());
        assertThat(found.responseSummary()).isEqualTo(wanted.responseSummary());
        assertThat(found.responseMicros().getMinValue())
                .isEqualTo(wanted.responseMicros().getMinValue());
    }

    @Test
    void brokenBytesAreRefused() {
        Cell cell = new Cell();
        cell.record(5_000, 4_000, null, 1, 1);
        byte[] encoded =
                SecondCodec.encode(new SecondResult(0, 1, 0, GeneratorSecond.UNKNOWN, Map.of(new CellKey(0, 0), cell)));

        for (int length = 0; length < encoded.length - 4; length += 3) {
            byte[] cut = Arrays.copyOf(encoded, length);
            assertThatThrownBy(() -> SecondCodec.visit(cut, new Total())).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
