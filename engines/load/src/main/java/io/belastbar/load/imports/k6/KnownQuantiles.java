package io.belastbar.load.imports.k6;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * A distribution of which only some quantiles are known, as a histogram that has exactly these and no other knowledge:
 * between two of them the values lie evenly, above the highest all but the maximum have its value. What is asked for
 * above the highest is therefore a lower bound, not a measurement.
 */
final class KnownQuantiles {

    private static final int PIECES_MAX = 256;

    private final long count;
    private final TreeMap<Long, Long> microsByRank = new TreeMap<>();

    KnownQuantiles(long count) {
        this.count = count;
    }

    /** The value at this percentile; 0 is the smallest, 100 the largest of all. */
    void know(double percent, long micros) {
        long rank = Math.max(1, (long) Math.ceil(percent / 100 * count - 1e-9));
        microsByRank.merge(rank, micros, Math::max);
    }

    Histogram histogram(int significantDigits) {
        Histogram histogram = new Histogram(significantDigits);
        Map.Entry<Long, Long> from = null;
        for (Map.Entry<Long, Long> to : microsByRank.entrySet()) {
            if (from != null) {
                fill(histogram, from, to);
            }
            histogram.recordValue(to.getValue());
            from = to;
        }
        return histogram;
    }

    private void fill(Histogram histogram, Map.Entry<Long, Long> from, Map.Entry<Long, Long> to) {
        long between = to.getKey() - from.getKey() - 1;
        boolean last = to.getKey() == count && from.getKey() > 1;
        long pieces = Math.min(between, PIECES_MAX);
        long done = 0;
        for (long piece = 1; piece <= pieces; piece++) {
            long until = between * piece / pieces;
            double share = last ? 0 : (double) until / (between + 1);
            long micros = Math.round(from.getValue() + share * (to.getValue() - from.getValue()));
            histogram.recordValueWithCount(micros, until - done);
            done = until;
        }
    }
}
