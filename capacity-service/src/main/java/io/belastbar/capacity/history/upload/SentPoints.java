package io.belastbar.capacity.history.upload;

import io.belastbar.document.TooLarge;
import java.util.Arrays;
import java.util.BitSet;

/** The values of a series as they were sent, and where each stands. Kept in arrays: there may be very many. */
final class SentPoints {

    /** Of one request. Ten million points are forty requests. */
    static final int POINTS_MAX = 250_000;

    private static final int FIRST_SIZE = 16;

    private long[] at = {};
    private double[] values = {};
    private int[] lines = {};
    private int[] columns = {};
    private final BitSet local = new BitSet();
    private int size;

    /** A value whose time and number could be read. */
    void add(SentTime time, double value, int line, int column) {
        requireRoom(size + 1);
        if (size == at.length) {
            grow();
        }
        at[size] = time.micros();
        local.set(size, time.local());
        values[size] = value;
        lines[size] = line;
        columns[size] = column;
        size++;
    }

    /**
     * Refuses what is more than a request may have.
     *
     * @throws TooLarge with the limit
     */
    static void requireRoom(long points) {
        if (points > POINTS_MAX) {
            throw new TooLarge("a request has at most " + POINTS_MAX + " points; send the others in further requests."
                    + " Nothing was stored.");
        }
    }

    private void grow() {
        int wanted = Math.max(FIRST_SIZE, size * 2);
        at = Arrays.copyOf(at, wanted);
        values = Arrays.copyOf(values, wanted);
        lines = Arrays.copyOf(lines, wanted);
        columns = Arrays.copyOf(columns, wanted);
    }

    int size() {
        return size;
    }

    long at(int index) {
        return at[index];
    }

    boolean isLocal(int index) {
        return local.get(index);
    }

    double value(int index) {
        return values[index];
    }

    int line(int index) {
        return lines[index];
    }

    int column(int index) {
        return columns[index];
    }
}
