package io.belastbar.capacity.history.batch;

import io.belastbar.capacity.history.SeriesKind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Values of one series that are to be stored.
 *
 * @param unit of the values
 * @param source see {@link io.belastbar.capacity.history.StoredSeries}
 * @param at microseconds since 1970, rising, no two equal
 * @param values finite; of a counter, what it read
 */
public record PointBatch(
        String system,
        String metric,
        String unit,
        SeriesKind kind,
        ZoneId zone,
        String source,
        long[] at,
        double[] values) {

    public int size() {
        return at.length;
    }

    /** The moment of a value. */
    public Instant instant(int index) {
        return instant(at[index]);
    }

    /** A moment as it is counted here. */
    public static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    /** The moment of a count. */
    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** The values from one place to another, the latter excluded. */
    public PointBatch part(int from, int to) {
        return new PointBatch(
                system,
                metric,
                unit,
                kind,
                zone,
                source,
                Arrays.copyOfRange(at, from, to),
                Arrays.copyOfRange(values, from, to));
    }

    /** The place of the first value at or after a moment; null: of the first value. */
    public int from(Instant moment) {
        if (moment == null) {
            return 0;
        }
        int found = Arrays.binarySearch(at, micros(moment));
        return found < 0 ? -found - 1 : found;
    }

    /** How often a counter reads less than before. */
    public int resets() {
        int resets = 0;
        for (int i = 1; kind == SeriesKind.COUNTER && i < values.length; i++) {
            resets += values[i] < values[i - 1] ? 1 : 0;
        }
        return resets;
    }
}
