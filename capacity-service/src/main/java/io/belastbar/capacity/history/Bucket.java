package io.belastbar.capacity.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the values of an hour or a day were, or one value by itself.
 *
 * @param at its beginning
 * @param total of all values
 * @param late values that came after newer ones
 * @param resets how often a counter began anew
 */
public record Bucket(Instant at, double minimum, double maximum, double total, int count, int late, int resets) {

    private static final double NANOS = 1e9;

    /** One value. */
    public static Bucket of(Instant at, double value, int late) {
        return new Bucket(at, value, value, value, 1, late, 0);
    }

    public double mean() {
        return total / count;
    }

    /** Which of its values counts. */
    public double value(Measure measure) {
        return switch (measure) {
            case MINIMUM -> minimum;
            case MEAN -> mean();
            case MAXIMUM -> maximum;
        };
    }

    /** The same from another beginning. */
    Bucket startingAt(Instant start) {
        return new Bucket(start, minimum, maximum, total, count, late, resets);
    }

    /** Both together, at this one's beginning. */
    public Bucket and(Bucket other) {
        return new Bucket(
                at,
                Math.min(minimum, other.minimum),
                Math.max(maximum, other.maximum),
                total + other.total,
                count + other.count,
                late + other.late,
                resets + other.resets);
    }

    /**
     * The rates a second between the readings of a counter, each at the later one. Where it reads less than before it began anew,
     * from zero: Prometheus, {@code rate()}.
     *
     * @param readings in the order of time, no two at one moment
     */
    public static List<Bucket> rates(List<Bucket> readings) {
        var rates = new ArrayList<Bucket>(readings.size());
        for (int i = 1; i < readings.size(); i++) {
            var before = readings.get(i - 1);
            var reading = readings.get(i);
            var seconds = Duration.between(before.at, reading.at).toNanos() / NANOS;
            var reset = reading.total < before.total;
            var rate = (reset ? reading.total : reading.total - before.total) / seconds;
            rates.add(new Bucket(reading.at, rate, rate, rate, 1, reading.late, reset ? 1 : 0));
        }
        return rates;
    }
}
