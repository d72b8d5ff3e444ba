package io.belastbar.load.imports.k6;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * A distribution of which only some quantiles are known, as a histogram that has exactly these and no other knowledge:
 * between two of them the values lie evenly; above the highest percentile all but the maximum have its value, and below
 * the lowest all have that one's where the minimum is not known. What is asked for above the highest is therefore a
 * lower bound, and below the lowest an upper bound; neither is a measurement.
 *
 * <p>A tool interpolates between two requests, so a percentile may be one that no request has: with 50 requests, p99
 * lies between the two slowest. A histogram has one value a request; where two quantiles would need the same one, the
 * measured percentile has it, and not the maximum.
 */
final class KnownQuantiles {

    private static final int PIECES_MAX = 256;
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

    Histogram histogram(int significantDigits) {
        Histogram histogram = new Histogram(significantDigits);
        long done = 0;
        Known before = null;
        for (Map.Entry<Long, Known> each : byRank.entrySet()) {
            Known known = each.getValue();
            long between = each.getKey() - done - 1;
            if (before == null) {
                histogram.recordValueWithCount(known.micros(), between);
            } else {
                fill(histogram, between, before, known);
            }
            histogram.recordValue(known.micros());
            done = each.getKey();
            before = known;
        }
        histogram.recordValueWithCount(before.micros(), count - done);
        return histogram;
    }

    private static void fill(Histogram histogram, long between, Known from, Known to) {
        boolean flat = to.percent() == MAX && from.percent() != MIN;
        long pieces = Math.min(between, PIECES_MAX);
        long done = 0;
        for (long piece = 1; piece <= pieces; piece++) {
            long until = between * piece / pieces;
            double share = flat ? 0 : (double) until / (between + 1);
            long micros = Math.round(from.micros() + share * (to.micros() - from.micros()));
            histogram.recordValueWithCount(micros, until - done);
            done = until;
        }
    }
}
