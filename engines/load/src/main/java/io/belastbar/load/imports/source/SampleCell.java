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

    private int[] micros = new int[4];
    private int size;
    private int started;
    private int[] errors;
    private long bytesSent;
    private long bytesReceived;

    void started() {
        started++;
    }

    void ended(ImportedRequest sample) {
        micros = size == micros.length ? Arrays.copyOf(micros, size * 2) : micros;
        micros[size++] = (int) sample.durationMicros();
        bytesSent += sample.bytesSent();
        bytesReceived += sample.bytesReceived();
        if (sample.errorOrNull() != null) {
            errors = errors == null ? new int[ERROR_CLASSES.length] : errors;
            errors[sample.errorOrNull().ordinal()]++;
        }
    }

    /** Response time and service time are the same here: the tool measured from the send. */
    Cell toCell() {
        Cell cell = new Cell();
        int next = 0;
        for (int error = 0; errors != null && error < errors.length; error++) {
            for (int left = errors[error]; left > 0; left--) {
                cell.record(micros[next], micros[next], ERROR_CLASSES[error], 0, 0);
                next++;
            }
        }
        for (; next < size; next++) {
            cell.record(micros[next], micros[next], null, 0, 0);
        }
        cell.started(started);
        cell.addBytes(bytesSent, bytesReceived);
        return cell;
    }
}
