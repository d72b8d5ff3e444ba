package io.belastbar.resilience.measure.sequence;

import java.util.Arrays;

/** Builds a set from ranges that come in ascending order of their beginnings; an empty range adds nothing. */
final class SequenceRuns {
    private long[] from = new long[8];
    private long[] to = new long[8];
    private int size;

    void add(long first, long last) {
        if (first > last) {
            return;
        }
        if (size > 0 && first <= to[size - 1] + 1) {
            to[size - 1] = Math.max(to[size - 1], last);
            return;
        }
        if (size == from.length) {
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
        }
        from[size] = first;
        to[size++] = last;
    }

    SequenceSet set() {
        return new SequenceSet(Arrays.copyOf(from, size), Arrays.copyOf(to, size));
    }
}
