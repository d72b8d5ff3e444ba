package io.belastbar.load.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SecondCodecTest {

    @Property(tries = 100)
    void aSecondComesBackAsItWas(@ForAll @Size(max = 50) List<@LongRange(min = 0, max = 3_600_000_000L) Long> micros) {
        Cell cell = new Cell();
        micros.forEach(value ->
                cell.record(value, value / 2, value % 3 == 0 ? ErrorClass.TIMEOUT : null, value % 1_000, value));
        cell.started(7);
        cell.skipped(2);
        GeneratorSecond own = new GeneratorSecond(1, 2, 3, 4, 0.5, 0.25, 6, 7);
        SecondResult second = new SecondResult(12, 3, 4.5, own, Map.of(new CellKey(1, 39), cell));

        SecondResult read = SecondCodec.decode(SecondCodec.encode(second));

        Cell back = read.cells().get(new CellKey(1, 39));
        assertThat(read.generator()).isEqualTo(own);
        assertThat(read.second()).isEqualTo(12);
        assertThat(back.responseMicros()).isEqualTo(cell.responseMicros());
        assertThat(back.serviceMicros()).isEqualTo(cell.serviceMicros());
        assertThat(back.errors()).isEqualTo(cell.errors());
        assertThat(back.bytesReceived()).isEqualTo(cell.bytesReceived());
        assertThat(back.intendedStarts()).isEqualTo(7);
        assertThat(back.skipped()).isEqualTo(2);
        assertThat(back.add(cell).requests()).isEqualTo(2L * micros.size());
    }

    @Test
    void otherBytesAreRefused() {
        assertThatThrownBy(() -> SecondCodec.decode(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the bytes should be one encoded second");
    }
}
