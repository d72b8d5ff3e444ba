package io.belastbar.load.sample;

import io.belastbar.load.result.ErrorClass;
import java.util.Arrays;

/**
 * The raw measurements of one lane between two looks. Adding one is a handful of array stores; nothing is allocated once
 * the arrays have the size that the load needs. Not thread-safe: a lane fills one buffer while the other is read.
 */
public final class SampleBuffer {

    private static final int INITIAL = 1024;
    private static final int NO_ERROR = 0;
    private static final ErrorClass[] ERRORS = ErrorClass.values();

    private int[] cell = new int[INITIAL];
    private byte[] error = new byte[INITIAL];
    private long[] endedNanos = new long[INITIAL];
    private long[] responseNanos = new long[INITIAL];
    private long[] serviceNanos = new long[INITIAL];
    private int[] sent = new int[INITIAL];
    private int[] received = new int[INITIAL];
    private int size;

    private int[] startCell = new int[INITIAL];
    private long[] startNanos = new long[INITIAL];
    private int starts;

    /** A finished request. {@code errorOrNull} is null for a success; times in nanoseconds, bytes up to 2 GB. */
    public void add(
            int cellIndex,
            long ended,
            long response,
            long service,
            ErrorClass errorOrNull,
            long bytesSent,
            long bytesReceived) {
        if (size == cell.length) {
            grow();
        }
        int at = size++;
        cell[at] = cellIndex;
        error[at] = (byte) (errorOrNull == null ? NO_ERROR : errorOrNull.ordinal() + 1);
        endedNanos[at] = ended;
        responseNanos[at] = response;
        serviceNanos[at] = service;
        sent[at] = (int) Math.min(Integer.MAX_VALUE, bytesSent);
        received[at] = (int) Math.min(Integer.MAX_VALUE, bytesReceived);
    }

    /** A start that was planned for this instant. */
    public void start(int cellIndex, long intended) {
        if (starts == startCell.length) {
            startCell = Arrays.copyOf(startCell, starts * 2);
            startNanos = Arrays.copyOf(startNanos, starts * 2);
        }
        startCell[starts] = cellIndex;
        startNanos[starts++] = intended;
    }

    private void grow() {
        int larger = size * 2;
        cell = Arrays.copyOf(cell, larger);
        error = Arrays.copyOf(error, larger);
        endedNanos = Arrays.copyOf(endedNanos, larger);
        responseNanos = Arrays.copyOf(responseNanos, larger);
        serviceNanos = Arrays.copyOf(serviceNanos, larger);
        sent = Arrays.copyOf(sent, larger);
        received = Arrays.copyOf(received, larger);
    }

    /** Forgets everything and keeps the arrays. */
    public void clear() {
        size = 0;
        starts = 0;
    }

    public int size() {
        return size;
    }

    int starts() {
        return starts;
    }

    int cell(int at) {
        return cell[at];
    }

    ErrorClass error(int at) {
        return error[at] == NO_ERROR ? null : ERRORS[error[at] - 1];
    }

    long endedNanos(int at) {
        return endedNanos[at];
    }

    long responseNanos(int at) {
        return responseNanos[at];
    }

    long serviceNanos(int at) {
        return serviceNanos[at];
    }

    int sent(int at) {
        return sent[at];
    }

    int received(int at) {
        return received[at];
    }

    int startCell(int at) {
        return startCell[at];
    }

    long startNanos(int at) {
        return startNanos[at];
    }
}
