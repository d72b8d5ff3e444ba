package io.belastbar.load.imports.source;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import java.util.Arrays;

/**
 * The requests of one step and tenant in one second, at four bytes each: a histogram per second would need a hundred
 * times as much for the few requests that it holds.
 */
final class SampleCell {

    private static final ErrorClass[] ERROR_CLASSES = ErrorClass.values();

    private int[] goodMicros = new int[4];
    private int good;
    private int[] failedMicros = new int[0];
    private byte[] failedClass = new byte[0];
    private int failed;
    private int started;
    private long bytesSent;
    private long bytesReceived;

    void started() {
        started++;
    }

    void ended(ImportedRequest sample) {
        int micros = (int) sample.durationMicros();
        if (sample.errorOrNull() == null) {
            goodMicros = good == goodMicros.length ? Arrays.copyOf(goodMicros, good * 2) : goodMicros;
            goodMicros[good++] = micros;
        } else {
            if (failed == failedMicros.length) {
                int larger = Math.max(4, failed * 2);
                failedMicros = Arrays.copyOf(failedMicros, larger);
                failedClass = Arrays.copyOf(failedClass, larger);
            }
            failedMicros[failed] = micros;
            failedClass[failed++] = (byte) sample.errorOrNull().ordinal();
        }
        bytesSent += sample.bytesSent();
        bytesReceived += sample.bytesReceived();
    }

    /** Response time and service time are the same here: the tool measured from the send. */
    Cell toCell() {
        Cell cell = new Cell();
        for (int next = 0; next < good; next++) {
            cell.record(goodMicros[next], goodMicros[next], null, 0, 0);
        }
        for (int next = 0; next < failed; next++) {
            cell.record(failedMicros[next], failedMicros[next], ERROR_CLASSES[failedClass[next]], 0, 0);
        }
        cell.started(started);
        cell.addBytes(bytesSent, bytesReceived);
        return cell;
    }
}
