package io.belastbar.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitSeverityTest {

    @Test
    void aCriticalLimitIsCriticalWithinTwoWeeksAndHighBefore() {
        assertThat(LimitSeverity.CRITICAL.in(Duration.ZERO)).isEqualTo(Severity.CRITICAL);
        assertThat(LimitSeverity.CRITICAL.in(Duration.ofHours(14 * 24 - 1))).isEqualTo(Severity.CRITICAL);
        assertThat(LimitSeverity.CRITICAL.in(Duration.ofDays(14))).isEqualTo(Severity.HIGH);
    }

    @Test
    void aWarningIsMediumUntilItIsReached() {
        assertThat(LimitSeverity.WARNING.in(Duration.ofMinutes(1))).isEqualTo(Severity.MEDIUM);
        assertThat(LimitSeverity.WARNING.in(Duration.ofDays(-3))).isEqualTo(Severity.HIGH);
    }
}
