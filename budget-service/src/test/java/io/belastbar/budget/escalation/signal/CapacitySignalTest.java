package io.belastbar.budget.escalation.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.CapacityLimitApproaching;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CapacitySignalTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void aLimitThatComesNearIsSaidWithWhatThePlanDoesThen() {
        assertThat(title(150, Duration.ofHours(50), "Add connection pooling"))
                .isEqualTo("connection_count reaches its limit of 150 connections in 2.1 days: Add connection pooling");
    }

    @Test
    void aLimitThatIsReachedIsNotAhead() {
        assertThat(title(1e12, Duration.ZERO, null))
                .isEqualTo("connection_count has reached its limit of 1000000000000 connections");
        assertThat(title(0.25, Duration.ofDays(-3), null))
                .isEqualTo("connection_count has reached its limit of 0.25 connections");
    }

    @Test
    void eachLimitOfAMetricIsACauseOfItsOwnHoweverItIsWritten() {
        assertThat(signal(150, Duration.ofDays(50), null).fingerprint()).isEqualTo("capacity:s:connection_count:150");
        assertThat(signal(150.0, Duration.ofDays(5), "Pool").fingerprint())
                .isEqualTo("capacity:s:connection_count:150");
        assertThat(signal(120.5, Duration.ofDays(5), null).fingerprint())
                .isEqualTo("capacity:s:connection_count:120.5");
        assertThat(signal(1e12, Duration.ofDays(5), null).fingerprint())
                .isEqualTo("capacity:s:connection_count:1000000000000");
    }

    private static String title(double limit, Duration left, String action) {
        return signal(limit, left, action).title();
    }

    private static Signal signal(double limit, Duration left, String action) {
        var event = new CapacityLimitApproaching(
                "s", "connection_count", "connections", limit, 40, NOW.plus(left), NOW, null, null, action);
        return Signals.of(event).orElseThrow();
    }
}
