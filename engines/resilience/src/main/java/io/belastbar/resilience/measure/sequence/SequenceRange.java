package io.belastbar.resilience.measure.sequence;

/**
 * Sequence numbers from the first to the last, both included.
 *
 * @param from from 0
 * @param to at least {@code from}, at most {@link #MAX}
 */
public record SequenceRange(long from, long to) {

    /** The highest sequence number: as many numbers can be counted in a {@code long}. */
    public static final long MAX = 1L << 62;

    public SequenceRange {
        if (from < 0 || to > MAX) {
            throw new IllegalArgumentException("a sequence should be from 0 to 2^62: was [" + from + "," + to + "]");
        }
        if (from > to) {
            throw new IllegalArgumentException(
                    "a range should not end before it begins: was [" + from + "," + to + "]");
        }
    }

    public long size() {
        return to - from + 1;
    }

    /** {@code 7} or {@code 7–12}. */
    @Override
    public String toString() {
        return from == to ? Long.toString(from) : from + "–" + to;
    }
}
