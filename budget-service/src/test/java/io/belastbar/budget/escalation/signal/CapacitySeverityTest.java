package io.belastbar.budget.escalation.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.CapacityLimitApproaching;
import io.belastbar.contracts.LimitSeverity;
import io.belastbar.contracts.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An escalation is as severe as the finding of the same limit. */
class CapacitySeverityTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void itIsThatOfTheFindingOfTheSameLimit() {
        for (LimitSeverity limit : LimitSeverity.values()) {
            for (int days : List.of(0, 1, 13, 14, 50)) {
                assertThat(severity(limit, days)).isEqualTo(limit.in(Duration.ofDays(days)));
            }
        }
        assertThat(severity(LimitSeverity.WARNING, 3)).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void ofAnEventThatDoesNotSayHowBadItsLimitIsTheDaysDecide() {
        assertThat(severity(null, 3)).isEqualTo(Severity.CRITICAL);
        assertThat(severity(null, 50)).isEqualTo(Severity.MEDIUM);
    }

    private static Severity severity(LimitSeverity limit, int days) {
        var event = new CapacityLimitApproaching(
                "s", "storage", "GB", 150, 40, NOW.plus(Duration.ofDays(days)), NOW, null, null, null, limit);
        var signal = Signals.of(event).orElseThrow();
        assertThat(signal.fields()).containsEntry("severity", signal.severity().name());
        return signal.severity();
    }
}
