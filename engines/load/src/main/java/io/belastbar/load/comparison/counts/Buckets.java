package io.belastbar.load.comparison.counts;

/**
 * Log-linear buckets of microseconds, as exact as a histogram with three digits: whole microseconds below 2,048, then
 * 1,024 buckets for each doubling.
 */
final class Buckets {

    private static final int SUB_BITS = 11;
    private static final int SUB_COUNT = 1 << SUB_BITS;

    static final int COUNT = (64 - SUB_BITS) << SUB_BITS;

    private Buckets() {}

    static int of(long micros) {
        long value = Math.max(0, micros);
        int shift = Math.max(0, Long.SIZE - SUB_BITS - Long.numberOfLeadingZeros(value));
        return (shift << SUB_BITS) + (int) (value >> shift);
    }

    /** Where the bucket begins, in microseconds. */
    static double low(int bucket) {
        return (double) ((long) (bucket & (SUB_COUNT - 1)) << (bucket >> SUB_BITS));
    }

    /** Where it ends. */
    static double high(int bucket) {
        return low(bucket) + (1L << (bucket >> SUB_BITS));
    }
}
