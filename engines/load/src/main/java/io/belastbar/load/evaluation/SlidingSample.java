package io.belastbar.load.evaluation;

import io.belastbar.load.result.Cell;
import io.belastbar.load.threshold.TimeBasis;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.HdrHistogram.Histogram;

/**
 * The last seconds of a run. Each second is added once and taken away once; in between it is kept encoded, so that a
 * window of minutes costs kilobytes.
 */
final class SlidingSample {

    private static final int HIGHEST_LEAST_MICROS = 2;

    private record Second(byte[] micros, byte[] failed, long requests, long errors, long starts) {}

    private final TimeBasis basis;
    private final int length;
    private final ArrayDeque<Second> seconds = new ArrayDeque<>();
    private final Histogram micros = new Histogram(Cell.SIGNIFICANT_DIGITS);
    private final Histogram failed = new Histogram(Cell.SIGNIFICANT_DIGITS);
    private long requests;
    private long errors;
    private long starts;

    SlidingSample(TimeBasis basis, int length) {
        this.basis = basis;
        this.length = length;
    }

    /** The next second; the oldest one leaves when the window is full. */
    void add(Cell cell) {
        if (seconds.size() == length) {
            remove(seconds.removeFirst());
        }
        Histogram own = basis == TimeBasis.RESPONSE ? cell.responseMicros() : cell.serviceMicros();
        seconds.addLast(new Second(
                encode(own), encode(cell.failedMicros()), cell.requests(), cell.errorCount(), cell.intendedStarts()));
        micros.add(own);
        failed.add(cell.failedMicros());
        requests += cell.requests();
        errors += cell.errorCount();
        starts += cell.intendedStarts();
    }

    boolean full() {
        return seconds.size() == length;
    }

    int size() {
        return seconds.size();
    }

    /** Valid until the next second is added. */
    Observed sample() {
        return new Observed(
                new RankedTimes(micros, failed, requests, errors), requests, errors, starts, seconds.size());
    }

    private void remove(Second second) {
        subtract(micros, second.micros);
        subtract(failed, second.failed);
        requests -= second.requests;
        errors -= second.errors;
        starts -= second.starts;
    }

    private static void subtract(Histogram sum, byte[] part) {
        if (part.length > 0) {
            sum.subtract(Histogram.decodeFromByteBuffer(ByteBuffer.wrap(part), HIGHEST_LEAST_MICROS));
        }
    }

    private static byte[] encode(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return new byte[0];
        }
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        byte[] bytes = new byte[histogram.encodeIntoByteBuffer(buffer)];
        buffer.get(0, bytes);
        return bytes;
    }
}
