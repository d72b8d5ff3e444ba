package io.belastbar.resilience.measure.history;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream as bytes, one at a time. A byte order mark at its beginning is no part of the first line. */
final class HistoryLines {
    /** A reading of a million ranges in one line is about this long. */
    static final int LENGTH_MAX = 16 * 1024 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int place;
    private int end;
    private byte[] line = new byte[1024];
    private int length;
    private long number;
    private boolean isEnded;

    HistoryLines(InputStream in) {
        this.in = in;
    }

    /** Moves on to the next line; false after the last. */
    boolean next() throws IOException {
        length = 0;
        isEnded = false;
        number++;
        while (place < end || fill()) {
            int from = place;
            while (place < end && buffer[place] != '\n') {
                place++;
            }
            append(from);
            if (place < end) {
                place++;
                isEnded = true;
                break;
            }
        }
        if (number == 1) {
            dropByteOrderMark();
        }
        return isEnded || length > 0;
    }

    private boolean fill() throws IOException {
        place = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private void append(int from) {
        int more = place - from;
        if (length + more > LENGTH_MAX) {
            throw new UnreadableHistory(number, "a line should be at most " + LENGTH_MAX + " bytes long");
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, 2 * line.length));
        }
        System.arraycopy(buffer, from, line, length, more);
        length += more;
    }

    private void dropByteOrderMark() {
        if (length >= 3 && Arrays.equals(line, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
            System.arraycopy(line, 3, line, 0, length - 3);
            length -= 3;
        }
    }

    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    /** From 1. */
    long number() {
        return number;
    }

    /** Whether the line ends by a line feed; the last one may not. */
    boolean isEnded() {
        return isEnded;
    }
}
