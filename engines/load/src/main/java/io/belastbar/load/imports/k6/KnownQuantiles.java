package io.belastbar.load.imports.k6;

import io.belastbar.load.imports.source.SlicedValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * A distribution of which only some quantiles are known, as a histogram that has exactly these, and the
 * mean where it is told too: see {@link SlicedValues}. What is asked for between, above or below them is no measurement.
 *
 * <p>A tool interpolates between two requests, so a percentile may be one that no request has: with 50 requests, p99
 * lies between the two slowest. A histogram has one value a request; where two quantiles would need the same one, the
 * measured percentile has it, and not the maximum.
 */
final class KnownQuantiles {

    private static final double MIN = 0;
    private static final double MAX = 100;

    private record Known(double percent, long micros) {}

    private final long count;
    private final TreeMap<Long, Known> byRank = new TreeMap<>();
    private final List<Double> displaced = new ArrayList<>();

    /** @param microsByPercent 0 is the smallest, 100 the largest of all; both may be missing */
    KnownQuantiles(long count, TreeMap<Double, Long> microsByPercent) {
        this.count = count;
        microsByPercent.forEach(this::know);
    }

    private void know(double percent, long micros) {
        long rank = Math.max(1, (long) Math.ceil(percent / 100 * count - 1e-9));
        Known there = byRank.get(rank);
        if (percent == MAX && there != null && there.percent() != MIN) {
            displace(there.micros(), percent, micros);
            return;
        }
        if (there != null) {
            displace(micros, there.percent(), there.micros());
        }
        byRank.put(rank, new Known(percent, micros));
    }

    private void displace(long kept, double percent, long micros) {
        if (kept != micros) {
            displaced.add(percent);
        }
    }

    /** Quantiles for which there are too few requests, in percent; what is shown for them is another one. */
    List<Double> displaced() {
        return displaced;
    }

    /**
     * As a histogram.
     *
     * @param meanMicrosOrNull null: not told; the values between two quantiles lie evenly then
     */
    Histogram histogram(int significantDigits, Double meanMicrosOrNull) {
        SlicedValues values = new SlicedValues(significantDigits);
        long done = 0;
        Known before = null;
        for (Map.Entry<Long, Known> each : byRank.entrySet()) {
            Known known = each.getValue();
            long between = each.getKey() - done - 1;
            if (before == null) {
                values.below(known.micros(), between);
            } else if (known.percent() == MAX && before.percent() != MIN) {
                values.above(before.micros(), known.micros(), between);
            } else {
                values.between(before.micros(), known.micros(), between);
            }
            values.told(known.micros(), 1);
            done = each.getKey();
            before = known;
        }
        values.told(before.micros(), count - done);
        return meanMicrosOrNull == null ? values.at(SlicedValues.EVEN) : values.withMean(meanMicrosOrNull);
    }
}
