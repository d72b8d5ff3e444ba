package io.belastbar.resilience.measure.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Sequence numbers as ranges that neither meet nor touch, in ascending order. What an operation costs depends on how
 * many ranges there are, never on how many numbers: {@code [1, 10^12]} is one range.
 */
public final class SequenceSet {

    public static final SequenceSet EMPTY = new SequenceSet(new long[0], new long[0]);

    private final long[] from;
    private final long[] to;

    SequenceSet(long[] from, long[] to) {
        this.from = from;
        this.to = to;
    }

    /** All numbers of these ranges, which may overlap and come in any order. */
    public static SequenceSet of(List<SequenceRange> ranges) {
        var merged = new SequenceRuns();
        sorted(ranges).forEach(range -> merged.add(range.from(), range.to()));
        return merged.set();
    }

    /** The numbers that stand in more than one of these ranges. */
    public static SequenceSet repeated(List<SequenceRange> ranges) {
        List<SequenceRange> repeated = new ArrayList<>();
        long covered = -1;
        for (SequenceRange range : sorted(ranges)) {
            if (range.from() <= covered) {
                repeated.add(new SequenceRange(range.from(), Math.min(range.to(), covered)));
            }
            covered = Math.max(covered, range.to());
        }
        return of(repeated);
    }

    private static List<SequenceRange> sorted(List<SequenceRange> ranges) {
        return ranges.stream()
                .sorted(Comparator.comparingLong(SequenceRange::from))
                .toList();
    }

    public boolean isEmpty() {
        return from.length == 0;
    }

    /** How many numbers it holds. */
    public long size() {
        long size = 0;
        for (int i = 0; i < from.length; i++) {
            size += to[i] - from[i] + 1;
        }
        return size;
    }

    public boolean contains(long sequence) {
        int place = Arrays.binarySearch(from, sequence);
        int before = place >= 0 ? place : -place - 2;
        return before >= 0 && sequence <= to[before];
    }

    /** The numbers that are here and not there. */
    public SequenceSet minus(SequenceSet other) {
        var rest = new SequenceRuns();
        int theirs = 0;
        for (int i = 0; i < from.length; i++) {
            long next = from[i];
            while (theirs < other.from.length && other.to[theirs] < next) {
                theirs++;
            }
            for (int j = theirs; j < other.from.length && other.from[j] <= to[i]; j++) {
                rest.add(next, other.from[j] - 1);
                next = other.to[j] + 1;
            }
            rest.add(next, to[i]);
        }
        return rest.set();
    }

    /** The numbers that are in both. */
    public SequenceSet and(SequenceSet other) {
        return minus(minus(other));
    }

    /** The numbers that are in one of them. */
    public SequenceSet or(SequenceSet other) {
        List<SequenceRange> all = new ArrayList<>(first(from.length));
        all.addAll(other.first(other.from.length));
        return of(all);
    }

    /** The first of its ranges, at most so many. */
    public List<SequenceRange> first(int count) {
        List<SequenceRange> ranges = new ArrayList<>();
        for (int i = 0; i < Math.min(count, from.length); i++) {
            ranges.add(new SequenceRange(from[i], to[i]));
        }
        return ranges;
    }

    /** The highest number; empty if there is none. */
    public OptionalLong last() {
        return to.length == 0 ? OptionalLong.empty() : OptionalLong.of(to[to.length - 1]);
    }

    public int ranges() {
        return from.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SequenceSet set && Arrays.equals(from, set.from) && Arrays.equals(to, set.to);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(from) + Arrays.hashCode(to);
    }

    @Override
    public String toString() {
        return first(20) + (from.length > 20 ? " …" : "");
    }
}
