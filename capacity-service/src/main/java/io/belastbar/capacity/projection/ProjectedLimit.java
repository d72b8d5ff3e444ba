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
}
