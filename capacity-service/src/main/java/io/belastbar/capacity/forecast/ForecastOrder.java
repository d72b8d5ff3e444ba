package io.belastbar.capacity.forecast;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What somebody wants to know.
 *
 * @param series in the order of time, at least three, no two at one moment
 * @param horizons after the last observation
 * @param confidence of the intervals, above 0 and below 1
 * @param limit that the metric must stay below
 */
public record ForecastOrder(
        String metric,
        String unit,
        List<Observation> series,
        List<Instant> horizons,
        double confidence,
        OptionalDouble limit) {
    public ForecastOrder {
        series = List.copyOf(series);
        horizons = List.copyOf(horizons);
    }
}
