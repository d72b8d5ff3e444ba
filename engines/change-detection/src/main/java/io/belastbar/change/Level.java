package io.belastbar.change;

import io.belastbar.change.rank.Location;

/**
 * What the values of a segment are like.
 *
 * @param n how many
 * @param lowerQuartile a quarter is below
 * @param upperQuartile a quarter is above
 */
public record Level(int n, double min, double lowerQuartile, double median, double upperQuartile, double max) {

    static Level of(double[] values) {
        return new Level(
                values.length,
                Location.quantile(values, 0),
                Location.quantile(values, 0.25),
                Location.median(values),
                Location.quantile(values, 0.75),
                Location.quantile(values, 1));
    }
}
