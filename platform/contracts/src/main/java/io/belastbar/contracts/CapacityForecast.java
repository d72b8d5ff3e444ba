package io.belastbar.contracts;

import java.time.Instant;

/**
 * A forecast of one metric at one horizon, with its prediction interval.
 *
 * @param method for example {@code linear-trend}
 * @param confidence of the interval, 0 to 1
 */
public record CapacityForecast(
        String system,
        String metric,
        String unit,
        String method,
        Instant madeAt,
        Instant horizon,
        double predicted,
        double lower,
        double upper,
        double confidence)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.CAPACITY_FORECAST;
    }

    @Override
    public String partitionKey() {
        return system + "/" + metric;
    }
}
