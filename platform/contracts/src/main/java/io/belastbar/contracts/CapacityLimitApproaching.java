package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A metric will reach its limit; {@code reachedAt} is the expected moment.
 *
 * @param reachedAt most likely; when it was, if it is reached already
 * @param earliest in one of ten cases it is reached before; null if nobody said
 * @param latest in one of ten cases it is reached after; null if nobody said, or if that lies beyond the forecast
 * @param action what the plan says that is to be done then; null if it says nothing
 * @param limitSeverity how bad it is that this limit is reached; null if nobody said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CapacityLimitApproaching(
        String system,
        String metric,
        String unit,
        double limit,
        double current,
        Instant reachedAt,
        Instant madeAt,
        Instant earliest,
        Instant latest,
        String action,
        LimitSeverity limitSeverity)
        implements EventData {

    /** Without an interval and an action. */
    public CapacityLimitApproaching(
            String system,
            String metric,
            String unit,
            double limit,
            double current,
            Instant reachedAt,
            Instant madeAt) {
        this(system, metric, unit, limit, current, reachedAt, madeAt, null, null, null, null);
    }

    /** Without a word about how bad it is. */
    public CapacityLimitApproaching(
            String system,
            String metric,
            String unit,
            double limit,
            double current,
            Instant reachedAt,
            Instant madeAt,
            Instant earliest,
            Instant latest,
            String action) {
        this(system, metric, unit, limit, current, reachedAt, madeAt, earliest, latest, action, null);
    }

    @Override
    public EventType eventType() {
        return EventType.CAPACITY_LIMIT_APPROACHING;
    }

    @Override
    public String partitionKey() {
        return system + "/" + metric;
    }
}
