package io.belastbar.load.imports.source;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A distribution of which some values are told and the others lie somewhere between two of them. Where the mean is told
 * too, the others are placed so that it comes out; the told values stay where they are.
 *
 * <p>In a slice, the request at the share {@code u} has the value {@code lower + (upper - lower) · u^k}. With k = 1 the
 * values lie evenly; their mean is {@code 1 / (k + 1)} of the way. Slices between two told values share one k. Below the
 * lowest and above the highest percentile, values move off it only where those between cannot bring out the mean.
 */
public final class SlicedValues {

    /** Evenly between two told values; above the highest percentile and below the lowest, the value of that one. */
    public static final double EVEN = 0;

    /** Each at the next told value above. */
    public static final double HIGHEST = 2;

    private static final double LOWEST = -2;
    private static final int PIECES_MAX = 256;
    private static final int ALL_PIECES_MAX = 2_048;
    private static final int HALVINGS = 40;
    private static final double TOLERATED = 0.002;

    private enum Place {
        BELOW,
        BETWEEN,
        ABOVE
    }

    private record Slice(Place place, double lower, double upper, long count) {}

    private record Told(double value, long count) {}

    private final int significantDigits;
    private final List<Slice> slices = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();

    public SlicedValues(int significantDigits) {
        this.significantDigits = significantDigits;
    }

    /** All values in microseconds. */
    public void told(double value, long count) {
        told.add(new Told(value, count));
    }

    /** Requests between two told values. */
    public void between(double lower, double upper, long count) {
        add(Place.BETWEEN, lower, upper, count);
    }

    /** Requests below the lowest told value, of which no smallest is told. */
    public void below(double upper, long count) {
        add(Place.BELOW, 0, upper, count);
    }

    /** Requests between the highest percentile and the maximum. */
    public void above(double lower, double upper, long count) {
        add(Place.ABOVE, lower, upper, count);
    }

    private void add(Place place, double lower, double upper, long count) {
        if (count > 0) {
            slices.add(new Slice(place, lower, upper, count));
        }
    }

    /** With the mean, or as near to it as the told values let it be. */
    public Histogram withMean(double mean) {
        double low = LOWEST;
        double high = HIGHEST;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = (low + high) / 2;
            if (at(middle).getMean() < mean) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return at(high);
    }

    /** Whether a histogram has this mean, as exactly as it can show it. */
    public static boolean hasMean(Histogram histogram, double mean) {
        return Math.abs(histogram.getMean() - mean) <= Math.max(1, TOLERATED * mean);
    }

    /** @param position from the least to the greatest mean that the told values allow, in whole steps a kind of slice */
    public Histogram at(double position) {
        Histogram histogram = new Histogram(significantDigits);
        told.forEach(each -> histogram.recordValueWithCount(Math.round(each.value()), each.count()));
        int pieces = Math.clamp(ALL_PIECES_MAX / Math.max(1, slices.size()), 1, PIECES_MAX);
        slices.forEach(slice -> fill(histogram, slice, share(slice.place(), position), pieces));
        return histogram;
    }

    /** How far up the mean of such a slice lies. */
    private static double share(Place place, double position) {
        return switch (place) {
            case BELOW -> Math.clamp(position + 2, 0, 1);
            case BETWEEN -> Math.clamp((position + 1) / 2, 0, 1);
            case ABOVE -> Math.clamp(position - 1, 0, 1);
        };
    }

    private static void fill(Histogram histogram, Slice slice, double share, int piecesMax) {
        long pieces = Math.min(slice.count(), piecesMax);
        double exponent = share == 0 ? Double.POSITIVE_INFINITY : 1 / share - 1;
        long done = 0;
        for (long piece = 1; piece <= pieces; piece++) {
            long until = slice.count() * piece / pieces;
            double middle = (done + until + 1) / 2.0 / (slice.count() + 1);
            double value = slice.lower() + Math.pow(middle, exponent) * (slice.upper() - slice.lower());
            histogram.recordValueWithCount(Math.round(value), until - done);
            done = until;
        }
    }
}
