package io.belastbar.capacity.analysis.alarm;

import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.ProjectedLimit.Status;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.contracts.LimitSeverity;
import io.belastbar.contracts.Severity;
import java.time.Duration;
import java.time.Instant;

/** A limit that is reached, or will be soon. */
record NearLimit(Projection projection, ProjectedLimit limit) {
    /** What it is told as. */
    LimitAlarm alarm(Instant now) {
        return new LimitAlarm(
                projection.system(), projection.metric(), limit.limit().value(), severity(now), limit.when(), now);
    }

    private Severity severity(Instant now) {
        return limitSeverity()
                .in(limit.status() == Status.REACHED ? Duration.ZERO : Duration.between(now, limit.when()));
    }

    LimitSeverity limitSeverity() {
        return switch (limit.limit().severity()) {
            case WARNING -> LimitSeverity.WARNING;
            case CRITICAL -> LimitSeverity.CRITICAL;
        };
    }
}
