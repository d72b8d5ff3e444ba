package io.belastbar.profiling.cause.attribution;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * How many requests of each endpoint ended in each second of a run.
 *
 * @param from when second 0 begins
 * @param finished by endpoint; the seconds from 0
 */
public record RequestSeries(Instant from, Map<String, long[]> finished) {
    public RequestSeries {
        finished = new LinkedHashMap<>(finished);
    }

    /** Of the whole run. */
    public long total(String endpoint) {
        return LongStream.of(finished.get(endpoint)).sum();
    }

    /** How many ended between two moments; a second that is cut counts in part. */
    double between(String endpoint, Instant start, Instant end) {
        return until(endpoint, end) - until(endpoint, start);
    }

    private double until(String endpoint, Instant moment) {
        long[] seconds = finished.get(endpoint);
        double at = Math.clamp(Duration.between(from, moment).toNanos() / 1e9, 0, seconds.length);
        int whole = (int) at;
        double sum = LongStream.of(seconds).limit(whole).sum();
        return whole < seconds.length ? sum + (at - whole) * seconds[whole] : sum;
    }
}
