package io.belastbar.load.imports.source;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.ErrorClass;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests that were read last, at 29 bytes each: a file of millions that came apart into seconds, steps and tenants as
 * objects would take a gigabyte.
 */
final class SampleRows {

    static final int ROWS_MAX = 1 << 19;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int ROW_BITS = 20;
    private static final int INITIAL = 1 << 10;
    private static final ErrorClass[] ERRORS = ErrorClass.values();

    private long[] startMicros = new long[INITIAL];
    private int[] durationMicros = new int[INITIAL];
    private int[] cell = new int[INITIAL];
    private byte[] error = new byte[INITIAL];
    private int[] sent = new int[INITIAL];
    private int[] received = new int[INITIAL];
    private int size;

    /** Which step and tenant: both below 2^15. */
    void add(int step, int tenant, ImportedRequest sample) {
        if (size == cell.length) {
            grow();
        }
        startMicros[size] = sample.startMicros();
        durationMicros[size] = (int) sample.durationMicros();
        cell[size] = step << 16 | tenant;
        error[size] =
                (byte) (sample.errorOrNull() == null ? -1 : sample.errorOrNull().ordinal());
        sent[size] = (int) Math.min(Integer.MAX_VALUE, sample.bytesSent());
        received[size++] = (int) Math.min(Integer.MAX_VALUE, sample.bytesReceived());
    }

    private void grow() {
        int larger = size * 2;
        startMicros = Arrays.copyOf(startMicros, larger);
        durationMicros = Arrays.copyOf(durationMicros, larger);
        cell = Arrays.copyOf(cell, larger);
        error = Arrays.copyOf(error, larger);
        sent = Arrays.copyOf(sent, larger);
        received = Arrays.copyOf(received, larger);
    }

    boolean isFull() {
        return size == ROWS_MAX;
    }

    /**
     * Hands all of them on, second by second, and is empty then. A request started in one second and ended in the same or
     * another.
     *
     * @param firstSecond of the clock, since 1970, before which none started
     */
    void drainTo(EncodedSeconds seconds, long firstSecond) {
        long[] order = new long[2 * size];
        for (int row = 0; row < size; row++) {
            long start = second(startMicros[row]) - firstSecond;
            long end = second(startMicros[row] + durationMicros[row]) - firstSecond;
            order[2 * row] = start << ROW_BITS + 1 | (long) row << 1;
            order[2 * row + 1] = end << ROW_BITS + 1 | (long) row << 1 | 1;
        }
        Arrays.sort(order);
        Map<CellKey, Cell> cells = new TreeMap<>();
        for (int i = 0; i < order.length; i++) {
            long second = order[i] >>> ROW_BITS + 1;
            int row = (int) (order[i] >>> 1) & (1 << ROW_BITS) - 1;
            Cell of = cells.computeIfAbsent(new CellKey(cell[row] >>> 16, cell[row] & 0xffff), none -> new Cell());
            if ((order[i] & 1) == 0) {
                of.started(1);
            } else {
                // Response time and service time are the same here: the tool measured from the send.
                of.record(
                        durationMicros[row],
                        durationMicros[row],
                        error[row] < 0 ? null : ERRORS[error[row]],
                        sent[row],
                        received[row]);
            }
            if (i + 1 == order.length || order[i + 1] >>> ROW_BITS + 1 != second) {
                seconds.add(firstSecond + second, cells);
                cells.clear();
            }
        }
        size = 0;
    }

    static long second(long micros) {
        return Math.floorDiv(micros, MICROS_PER_SECOND);
    }
}
