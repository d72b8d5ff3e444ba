package io.belastbar.load.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import java.util.Base64;
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
        assertThat(back.failedMicros()).isEqualTo(cell.failedMicros());
        assertThat(back.errors()).isEqualTo(cell.errors());
        assertThat(back.blended()).isZero();
        assertThat(back.bytesReceived()).isEqualTo(cell.bytesReceived());
        assertThat(back.intendedStarts()).isEqualTo(7);
        assertThat(back.skipped()).isEqualTo(2);
        assertThat(back.add(cell).requests()).isEqualTo(2L * micros.size());
    }

    /** 40 requests of 1 to 40 ms of which every tenth timed out, and 5 of another step of which two failed. */
    @Test
    void aSecondOfTheFirstVersionHasItsFailedRequestsBlended() {
        byte[] stored = Base64.getDecoder()
                .decode("eJxjZGBg4AFiZgchBmTACKWZoDQzlGaxfwBh2F+Aq2UDYnYktSCgiWoO/wIIPceBkYE9xNPX1T80"
                        + "BGYiEHfKtEwWBtKJaLZBdf//b/8BwjrPz3SWn2kqB9NTdqaFLEwfmaFoORPTd0YsaCUjUzVTJR6c"
                        + "zWQNhLZgEkQTdkw93DHP2UHOgCDaOIYRHqasDKjACEqnMDEIhvq5RgS4Ooe4usQHhziGhAbDHSzo"
                        + "7O/nB5Tx9PeLd3P09HF1QfKLOdSf/Fj9yYgI9MPBTH/5me5zMs1mY3rLwkSBVgA6pV+/");

        Map<CellKey, Cell> cells = SecondCodec.decode(stored).cells();
        Map<CellKey, Cell> visited = SecondSeries.ofEncoded(List.of(stored)).totals();

        for (Map<CellKey, Cell> read : List.of(cells, visited)) {
            Cell list = read.get(new CellKey(0, 0));
            assertThat(list.requests()).isEqualTo(40);
            assertThat(list.intendedStarts()).isEqualTo(41);
            assertThat(list.blended()).isEqualTo(4);
            assertThat(list.goodAnswers()).isEqualTo(36);
            assertThat(list.failedMicros().getTotalCount()).isZero();
            assertThat(list.responseMicros().getMaxValue()).isBetween(40_000L, 40_040L);
            assertThat(read.get(new CellKey(1, 2)).errors())
                    .isEqualTo(Map.of(ErrorClass.CONNECTION_FAILED, 1L, ErrorClass.UNEXPECTED_STATUS, 1L));
        }
    }

    @Test
    void aTotalOfTheFirstVersionStaysAsItWasWhenItIsStoredAgain() {
        byte[] stored = Base64.getDecoder()
                .decode("eJxjZIAATSjNCKH4F0DoOQ6MDOwhnr6u/qEhUBUsQNwp0zJZGEgnQsWYUXX//2//AcI6z890lp9p"
                        + "KgfTU3amhSxMH5mhaDkT03dGLGglI1M1UyUenM1kDYS2YBJEE3ZMPdwxz9lBzoAgmjgGAFWhP18=");

        Cell read = SecondCodec.decodeCell(stored);
        Cell again = SecondCodec.decodeCell(SecondCodec.encodeCell(read));

        for (Cell cell : List.of(read, again)) {
            assertThat(cell.requests()).isEqualTo(40);
            assertThat(cell.blended()).isEqualTo(4);
            assertThat(cell.serviceMicros().getMaxValue()).isBetween(20_000L, 20_020L);
        }
    }

    @Test
    void otherBytesAreRefused() {
        assertThatThrownBy(() -> SecondCodec.decode(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the bytes should be one encoded second");
    }
}
