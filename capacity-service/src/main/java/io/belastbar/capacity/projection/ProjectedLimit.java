package io.belastbar.capacity.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.capacity.limit.MetricLimit;
import java.time.Instant;

/**
 * When a limit of the metric is reached.
 *
 * @param since of {@link Status#REACHED}: when it was
 * @param p10 of {@link Status#EXPECTED}: in one of ten cases it is reached earlier; null if fewer reach it within the forecast
 * @param p50 most likely; null if less than half of the cases reach it within the forecast
 * @param p90 in one of ten cases it is reached later; null likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProjectedLimit(MetricLimit limit, Status status, Instant since, Instant p10, Instant p50, Instant p90) {

    /** Whether it is reached: by the last value, possibly within the forecast, or not within it. */
    public enum Status {
        REACHED,
        EXPECTED,
        NOT_WITHIN
    }

    /** The moment to plan with: when it was reached, else when it most likely is; null if that lies beyond the forecast. */
    public Instant when() {
        return status == Status.REACHED ? since : p50;
    }

    /** Whether it is reached, or most likely will be until then. */
    public boolean isReachedBy(Instant moment) {
        return status == Status.REACHED || p50 != null && !p50.isAfter(moment);
    }

    /** The same as far as a moment: what lies beyond it is not said. */
    public ProjectedLimit within(Instant until) {
        if (status != Status.EXPECTED) {
            return this;
        }
        Instant early = until(p10, until);
        Instant likely = until(p50, until);
        Instant late = until(p90, until);
        return early == null && likely == null
                ? new ProjectedLimit(limit, Status.NOT_WITHIN, null, null, null, null)
                : new ProjectedLimit(limit, status, null, early, likely, late);
    }

    private static Instant until(Instant moment, Instant until) {
        return moment == null || moment.isAfter(until) ? null : moment;
    }
}
