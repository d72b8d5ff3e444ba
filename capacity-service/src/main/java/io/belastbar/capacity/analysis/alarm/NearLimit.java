package io.belastbar.capacity.analysis.alarm;

import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.ProjectedLimit.Status;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.contracts.Severity;
import java.time.Duration;
import java.time.Instant;

/** A limit that is reached, or will be soon. */
record NearLimit(Projection projection, ProjectedLimit limit) {
    private static final long DAYS_URGENT = 14;

    /** What it is told as. */
    LimitAlarm alarm(Instant now) {
        return new LimitAlarm(
                projection.system(), projection.metric(), limit.limit().value(), severity(now), limit.when(), now);
    }

    /**
     * A critical limit that is reached, or in two weeks, is critical; a critical one later, or a warning that is reached, is
     * high; a warning later is medium.
     */
    private Severity severity(Instant now) {
        boolean urgent = limit.status() == Status.REACHED
                || Duration.between(now, limit.when()).toDays() < DAYS_URGENT;
        boolean critical = limit.limit().severity() == MetricLimit.Severity.CRITICAL;
        if (critical) {
            return urgent ? Severity.CRITICAL : Severity.HIGH;
        }
        return limit.status() == Status.REACHED ? Severity.HIGH : Severity.MEDIUM;
    }
}
