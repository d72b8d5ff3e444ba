package io.belastbar.capacity.projection;

import java.time.Duration;
import java.time.Instant;

/**
 * What is expected on a day: the most of it, or the least where less is worse.
 *
 * @param at when the day begins
 * @param lower80 and {@code upper80}: between them it lies in 80 percent of the cases
 * @param lower95 and {@code upper95}: in 95 percent
 * @param approximate whether the past has too few errors to show 95 percent, so that the interval was widened
 */
public record ProjectedValue(
        Instant at,
        double expected,
        double lower80,
        double upper80,
        double lower95,
        double upper95,
        boolean approximate) {

    /** What was measured has no interval. */
    static ProjectedValue known(Projection.Reading reading) {
        double value = reading.value();
        return new ProjectedValue(reading.at(), value, value, value, value, value, false);
    }

    /** On the straight line from this to a later value. */
    ProjectedValue towards(ProjectedValue later, Instant moment) {
        double way = (double) Duration.between(at, moment).toMillis()
                / Math.max(1, Duration.between(at, later.at).toMillis());
        return new ProjectedValue(
                moment,
                between(expected, later.expected, way),
                between(lower80, later.lower80, way),
                between(upper80, later.upper80, way),
                between(lower95, later.lower95, way),
                between(upper95, later.upper95, way),
                later.approximate);
    }

    private static double between(double first, double second, double way) {
        return first + (second - first) * way;
    }
}
