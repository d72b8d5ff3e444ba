package io.belastbar.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.RunResultBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
        var builder = new RunResultBuilder(
                identity,
                new Provenance("belastbar", "1", "test", List.of()),
                List.of(new StepInfo("a", "GET /a", "a")),
                List.of(""));
        for (int second = 0; second < 10; second++) {
            var at = second * 1_000_000L + 500_000;
            builder.started(0, 0, at);
            builder.record(0, 0, at, 1_000, 1_000, null, 0, 0);
        }
        return builder.build();
    }
}
