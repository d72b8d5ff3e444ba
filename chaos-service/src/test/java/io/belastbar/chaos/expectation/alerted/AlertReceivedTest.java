package io.belastbar.chaos.expectation.alerted;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.Parsed;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertReceivedTest {

    private static final Instant SINCE = Instant.parse("2026-11-27T10:00:00Z");
    private static final AlertReceived EXPECTED =
            Parsed.as(AlertReceived.class, "type: alert-received\nlabels: { severity: P1 }\nwithin: 2m");

    @ParameterizedTest
    @CsvSource({"0,HOLDS", "119500,HOLDS", "119501,UNKNOWN", "120500,UNKNOWN", "120501,VIOLATED", "240000,VIOLATED"})
    void whenItCameDecides(long afterMs, Result expected) {
        assertThat(judge(afterMs, 300_000, 0).result()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1000,0,NOT_YET", "120500,0,NOT_YET", "120501,0,VIOLATED", "1000,4,NOT_YET", "120501,4,UNKNOWN"})
    void silenceIsNotYetUntilItIsTooLate(long waitedMs, long truncated, Result expected) {
        assertThat(judge(-1, waitedMs, truncated).result()).isEqualTo(expected);
    }

    @Test
    void aLateAlertTellsHowLateItWas() {
        var seen = judge(240_000, 300_000, 0);

        assertThat(seen.details()).containsEntry("afterMs", "240000").containsEntry("withinMs", "120000");
        assertThat(seen.measured().german()).isEqualTo("nach 240 s erhalten");
    }

    private static Observation judge(long afterMs, long nowMs, long truncated) {
        Optional<Instant> at = afterMs < 0 ? Optional.empty() : Optional.of(SINCE.plusMillis(afterMs));
        return EXPECTED.judge(
                new AlertReceived.Seen(at, Map.of("severity", "P1"), truncated), SINCE, SINCE.plusMillis(nowMs));
    }
}
