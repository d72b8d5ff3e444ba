package io.belastbar.budget.escalation.signal;

import io.belastbar.contracts.CapacityLimitApproaching;
import io.belastbar.contracts.Severity;
import java.time.Duration;

/** How severe it is that a limit comes near: as the finding of the same limit says. */
final class SeverityOfLimit {
    /** Of an event that does not tell how bad its limit is: fewer days than these are left to act today, in a month, in a quarter. */
    private static final int DAYS_CRITICAL = 7;

    private static final int DAYS_HIGH = 30;
    private static final int DAYS_MEDIUM = 90;

    private SeverityOfLimit() {}

    static Severity of(CapacityLimitApproaching limit, double days) {
        if (limit.limitSeverity() != null) {
            return limit.limitSeverity().in(Duration.between(limit.madeAt(), limit.reachedAt()));
        }
        return days < DAYS_CRITICAL
                ? Severity.CRITICAL
                : days < DAYS_HIGH ? Severity.HIGH : days < DAYS_MEDIUM ? Severity.MEDIUM : Severity.LOW;
    }
}
