package io.belastbar.capacity.history.prometheus;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The moments that are asked for at once: from the first to the last, a step apart, on whole steps since 1970. At most as many as
 * Prometheus answers (11,000 points a series: Prometheus, web/api/v1, {@code query_range}).
 */
record Slice(Instant first, Instant last) {

    static final int POINTS_MAX = 11_000;

    /** What was scraped less long ago may not be all there yet. */
    static final Duration SETTLED_AFTER = Duration.ofSeconds(30);

    /**
     * The next one; empty if there is nothing new yet.
     *
     * @param position the last moment that was asked for
     */
    static Optional<Slice> after(Instant position, Duration step, Instant now) {
        var first = floor(position, step).plus(step);
        var newest = floor(now.minus(SETTLED_AFTER), step);
        if (first.isAfter(newest)) {
            return Optional.empty();
        }
        var furthest = first.plus(step.multipliedBy(POINTS_MAX - 1L));
        return Optional.of(new Slice(first, furthest.isBefore(newest) ? furthest : newest));
    }

    /** Whether it ends with what is newest. */
    boolean isNewest(Duration step, Instant now) {
        return last.plus(step).isAfter(now.minus(SETTLED_AFTER));
    }

    private static Instant floor(Instant at, Duration step) {
        var seconds = step.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }
}
