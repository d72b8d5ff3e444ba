package io.belastbar.forecasting.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import java.util.Optional;

/**
 * The grid of a series as the clocks of its zone show it: an hour that was shown twice is one place, one that was skipped is a place
 * without a value. So what happens at 09:00 stays in the places of 09:00. Only for steps below a day; longer ones keep their grid.
 *
 * @param start of the first value
 * @param places by index of the series, also beyond its end: where it lies on the grid of the clock, from 0
 */
public record WallClock(Instant start, Duration step, ZoneId zone, int[] places) {

    private static final Duration DAY = Duration.ofDays(1);

    /** @param count of values and of steps ahead together */
    public static WallClock of(Instant start, Duration step, ZoneId zone, int count) {
        int[] places = new int[count];
        Arrays.setAll(places, i -> i);
        var clock = new WallClock(start, step, zone, places);
        if (clock.change().isPresent()) {
            var first = LocalDateTime.ofInstant(start, zone);
            Arrays.setAll(
                    places,
                    i -> (int) Math.round((double) Duration.between(first, LocalDateTime.ofInstant(clock.at(i), zone))
                                    .toMillis()
                            / step.toMillis()));
            for (int i = 1; i < count; i++) {
                places[i] = Math.max(places[i], places[i - 1]);
            }
        }
        return clock;
    }

    /** The first time that the clock was put forward or back. */
    public Optional<Instant> change() {
        if (step.compareTo(DAY) >= 0 || places.length < 2) {
            return Optional.empty();
        }
        return Optional.ofNullable(zone.getRules().nextTransition(start))
                .map(ZoneOffsetTransition::getInstant)
                .filter(at -> !at.isAfter(at(places.length - 1)));
    }

    /** The first so many values on the clock's grid: a doubled hour is the mean of both, a skipped one NaN. */
    public double[] onClock(double[] values) {
        double[] sums = new double[places[values.length - 1] + 1];
        int[] counts = new int[sums.length];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                sums[places[i]] += values[i];
                counts[places[i]]++;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
        }
        return sums;
    }

    /** How many places of the clock lie ahead of the last of so many values. */
    public int ahead(int values) {
        return Math.max(1, places[places.length - 1] - places[values - 1]);
    }

    /**
     * A forecast in the series' own steps.
     *
     * @param values how many the series has
     * @param last its last value, which a doubled hour may show again
     * @param forecast on the clock's grid, of {@link #ahead} places
     */
    public double[] offClock(int values, double last, double[] forecast) {
        double[] steps = new double[places.length - values];
        for (int i = 0; i < steps.length; i++) {
            int place = places[values + i] - places[values - 1];
            steps[i] = place == 0 ? last : forecast[place - 1];
        }
        return steps;
    }

    private Instant at(int index) {
        return start.plus(step.multipliedBy(index));
    }
}
