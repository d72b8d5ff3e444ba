package io.belastbar.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.result.SecondSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeftOutTest {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final CellKey ONLY = new CellKey(0, 0);

    @Test
    void aSecondThatTouchesTheTimesDoesNotCount() {
        var rest = LeftOut.parse(List.of("2026-01-01T10:00:02.900Z/2026-01-01T10:00:04.100Z"))
                .of(tenSeconds());

        assertThat(rest.secondsLeftOut()).isEqualTo(3);
        assertThat(rest.totals().get(ONLY).requests()).isEqualTo(7);
        assertThat(rest.offeredFor()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void timesThatOverlapLeaveASecondOutOnce() {
        var rest = LeftOut.parse(List.of(
                        "2026-01-01T10:00:00Z/2026-01-01T10:00:02Z", "2026-01-01T10:00:01Z/2026-01-01T10:00:03Z"))
                .of(tenSeconds());

        assertThat(rest.secondsLeftOut()).isEqualTo(3);
    }

    @Test
    void withoutTimesEverythingCounts() {
        var rest = LeftOut.parse(List.of()).of(tenSeconds());

        assertThat(rest.totals().get(ONLY).requests()).isEqualTo(10);
        assertThat(rest.secondsLeftOut()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "yesterday/today", "2026-01-01T10:00:02Z", "2026-01-01T10:00:02Z/2026-01-01T10:00:02Z"})
    void whatIsNoIntervalIsRefused(String text) {
        assertThatThrownBy(() -> LeftOut.parse(List.of(text))).isInstanceOf(InvalidInput.class);
    }

    /** One request that ends in the middle of each second. */
    private static RunResult tenSeconds() {
        var identity = new RunIdentity("r", "s", "demo", 1, "t", START, Duration.ofSeconds(10));
        var seconds = IntStream.range(0, 10)
                .mapToObj(second -> new SecondResult(second, 0, 0, GeneratorSecond.UNKNOWN, Map.of(ONLY, request())))
                .toList();
        var totals = new Cell();
        seconds.forEach(second -> totals.add(second.total()));
        return new RunResult(
                identity,
                new Provenance("belastbar", "1", "test", List.of()),
                List.of(new StepInfo("a", "GET /a", "a")),
                List.of(""),
                SecondSeries.of(seconds),
                Map.of(ONLY, totals),
                GeneratorReport.UNKNOWN);
    }

    private static Cell request() {
        var cell = new Cell();
        cell.started(1);
        cell.record(1_000, 1_000, null, 0, 0);
        return cell;
    }
}
