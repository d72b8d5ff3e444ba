package io.belastbar.capacity.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The moments of an even grid over a series. Days are those of the series' zone, so that one of them has 23 or 25 hours; hours
 * begin where the zone's hours do.
 */
final class GridTimes {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration STEP_MAX = Duration.ofDays(366);

    private final ZoneId zone;
    private final Instant start;
    private final Instant end;
    private final Duration step;

    private GridTimes(ZoneId zone, Instant start, Instant end, Duration step) {
        this.zone = zone;
        this.start = start;
        this.end = end;
        this.step = step;
    }

    /** From the moment or the first value, whichever is later, until the moment (excluded) or the last value. */
    static GridTimes of(StoredSeries series, Instant from, Instant to, Duration step) {
        if (!isPossible(step)) {
            throw new IllegalArgumentException(
                    "a step is positive, and a multiple of an hour if it is longer: " + step);
        }
        if (series.first() == null) {
            return new GridTimes(series.zone(), from, from, step);
        }
        var first = from.isAfter(series.first()) ? from : series.first();
        var last = to.isBefore(series.last()) ? to : series.last().plusNanos(1_000);
        var zone = series.zone();
        return new GridTimes(zone, floor(first, step, zone), last, step);
    }

    /** Whether a grid can have this step. */
    static boolean isPossible(Duration step) {
        return step.isPositive()
                && step.compareTo(STEP_MAX) <= 0
                && (step.compareTo(HOUR) < 0 || step.toNanos() % HOUR.toNanos() == 0)
                && step.toNanos() % 1_000 == 0;
    }

    boolean isEmpty() {
        return !start.isBefore(end);
    }

    /** Whether it is finer than what is rolled up. */
    boolean isMeasured() {
        return step.compareTo(HOUR) < 0;
    }

    /** Of the buckets that it is made of. */
    String span() {
        return isWholeDays() ? "D" : "H";
    }

    Instant start() {
        return start;
    }

    Instant end() {
        return end;
    }

    /** How many values the grid has. */
    long size() {
        return isEmpty() ? 0 : index(end.minusNanos(1_000)) + 1;
    }

    /** The values at their places; NaN where there is none. */
    double[] place(List<Bucket> buckets, Measure measure) {
        var merged = merge(buckets);
        var values = new double[merged.length];
        Arrays.setAll(values, i -> merged[i] == null ? Double.NaN : merged[i].value(measure));
        return values;
    }

    /** What there is at each place; null where there is nothing. */
    Bucket[] merge(List<Bucket> buckets) {
        var merged = new Bucket[Math.toIntExact(size())];
        for (var bucket : buckets) {
            var index = (int) index(bucket.at());
            if (!bucket.at().isBefore(start) && index < merged.length) {
                merged[index] = merged[index] == null ? bucket : merged[index].and(bucket);
            }
        }
        return merged;
    }

    /** What there is, each at the beginning of its place. */
    List<Bucket> filled(List<Bucket> buckets) {
        var merged = merge(buckets);
        return IntStream.range(0, merged.length)
                .filter(i -> merged[i] != null)
                .mapToObj(i -> merged[i].startingAt(time(i)))
                .toList();
    }

    /** Where a place begins. */
    Instant time(int index) {
        return isWholeDays()
                ? start.atZone(zone)
                        .toLocalDate()
                        .plusDays(index * step.toDays())
                        .atStartOfDay(zone)
                        .toInstant()
                : start.plus(step.multipliedBy(index));
    }

    private long index(Instant at) {
        return isWholeDays()
                ? ChronoUnit.DAYS.between(
                                start.atZone(zone).toLocalDate(),
                                at.atZone(zone).toLocalDate())
                        / step.toDays()
                : Duration.between(start, at).toNanos() / step.toNanos();
    }

    private boolean isWholeDays() {
        return isWholeDays(step);
    }

    private static boolean isWholeDays(Duration step) {
        return step.toNanos() % DAY.toNanos() == 0;
    }

    private static Instant floor(Instant at, Duration step, ZoneId zone) {
        if (isWholeDays(step)) {
            return at.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        }
        var local = at.atZone(zone);
        var midnight = local.toLocalDate().atStartOfDay();
        if (step.compareTo(HOUR) >= 0) {
            return local.truncatedTo(ChronoUnit.HOURS).toInstant();
        }
        var into = Duration.between(midnight, LocalDateTime.from(local)).toNanos();
        return at.minusNanos(into % step.toNanos());
    }
}
