package io.belastbar.load.result;

import io.belastbar.contracts.LatencySummary;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Counts and times of one step for one tenant, in one second or in a whole run. Cells merge without loss. Not
 * thread-safe.
 *
 * <p>Good answers are in two histograms: response time counts from the intended start, service time from the send; both
 * in microseconds, with three significant digits. Failed requests are counted by class and have a histogram of response
 * times of their own: an unreachable target refuses in no time, and that is no fast answer. Where a source cannot tell
 * the two apart, some failed ones stand among the good histograms: see {@link #blended()}.
 */
public final class Cell {

    /** Of the histograms: a value is exact to one part in a thousand. */
    public static final int SIGNIFICANT_DIGITS = 3;

    private static final ErrorClass[] ERROR_CLASSES = ErrorClass.values();
    private static final long[] NONE = new long[ERROR_CLASSES.length];

    private final Times response;
    private final Times service;
    private Times failedOrNull;
    /** By class; of its own as soon as there is one, since a second has many cells and most have none. */
    private long[] errors = NONE;

    private long intendedStarts;
    private long skipped;
    private long bytesSent;
    private long bytesReceived;

    public Cell() {
        this(() -> new Histogram(SIGNIFICANT_DIGITS));
    }

    private Cell(Supplier<Histogram> form) {
        this.response = new Times(form);
        this.service = new Times(form);
    }

    /** Good answers with both times, failed requests with their response time. */
    Cell(Histogram responseMicros, Histogram serviceMicros, Histogram failedMicros) {
        this.response = new Times(responseMicros);
        this.service = new Times(serviceMicros);
        this.failedOrNull = new Times(failedMicros);
    }

    /**
     * A finished request; negative times count as zero. {@code errorOrNull} is null for a good answer; of a failed
     * request the service time is not kept, because it may have none.
     */
    public void record(
            long responseMicrosTaken, long serviceMicrosTaken, ErrorClass errorOrNull, long sent, long received) {
        if (errorOrNull == ErrorClass.UNFINISHED) {
            countErrors(errorOrNull, 1);
            return;
        }
        if (errorOrNull == null) {
            response.record(Math.max(0, responseMicrosTaken));
            service.record(Math.max(0, serviceMicrosTaken));
        } else {
            failed().record(Math.max(0, responseMicrosTaken));
            countErrors(errorOrNull, 1);
        }
        bytesSent += sent;
        bytesReceived += received;
    }

    /** Requests that were planned to start: the offered load. */
    public void started(long count) {
        intendedStarts += count;
    }

    /** Requests that could not be made, because an earlier answer did not give a value that they need. */
    public void skipped(long count) {
        skipped += count;
    }

    /** Adds what the other cell holds to this one, and returns this one. */
    public Cell add(Cell other) {
        response.add(other.response);
        service.add(other.service);
        if (other.failedOrNull != null) {
            failed().add(other.failedOrNull);
        }
        for (int index = 0; index < errors.length; index++) {
            if (other.errors[index] > 0) {
                countErrors(ERROR_CLASSES[index], other.errors[index]);
            }
        }
        intendedStarts += other.intendedStarts;
        skipped += other.skipped;
        bytesSent += other.bytesSent;
        bytesReceived += other.bytesReceived;
        return this;
    }

    /**
     * Of what another tool counted, which does not tell good answers from failed requests: values in microseconds, one
     * per finished request, in both or in neither. Which of them failed, {@link #addErrors} says.
     */
    public static Cell of(Histogram responseMicros, Histogram serviceMicros) {
        if (responseMicros.getTotalCount() != serviceMicros.getTotalCount()) {
            throw new IllegalArgumentException("both histograms should hold as many requests: were "
                    + responseMicros.getTotalCount() + " and " + serviceMicros.getTotalCount());
        }
        return new Cell(responseMicros, serviceMicros, new Histogram(SIGNIFICANT_DIGITS));
    }

    private void countErrors(ErrorClass error, long count) {
        if (errors == NONE) {
            errors = new long[ERROR_CLASSES.length];
        }
        errors[error.ordinal()] += count;
    }

    /** Marks this many of the requests that are in the good histograms already as failed: they are blended. */
    public void addErrors(ErrorClass error, long count) {
        countErrors(error, count);
    }

    public void addBytes(long sent, long received) {
        bytesSent += sent;
        bytesReceived += received;
    }

    /** Of good answers, and blended: from the intended start to the last byte. Belongs to this cell: do not change it. */
    public Histogram responseMicros() {
        return response.histogram();
    }

    /** Of good answers, and blended: from the send to the last byte. Belongs to this cell: do not change it. */
    public Histogram serviceMicros() {
        return service.histogram();
    }

    /** Of failed requests, without blended ones: from the intended start. Belongs to this cell: do not change it. */
    public Histogram failedMicros() {
        return failed().histogram();
    }

    Times response() {
        return response;
    }

    Times service() {
        return service;
    }

    Times failedOrNull() {
        return failedOrNull;
    }

    /** Most cells never need one. */
    Times failed() {
        if (failedOrNull == null) {
            failedOrNull = response.another();
        }
        return failedOrNull;
    }

    private long failedApart() {
        return failedOrNull == null ? 0 : failedOrNull.size();
    }

    /** Finished requests, failed ones included. */
    public long requests() {
        return response.size() + failedApart();
    }

    /** Finished requests that did not fail. */
    public long goodAnswers() {
        return Math.max(0, requests() - errorCount());
    }

    /**
     * Failed requests that stand among the good histograms, because the source of this cell cannot tell them apart:
     * another tool's figures, or a cell that was stored before they were kept apart.
     */
    public long blended() {
        return Math.max(0, errorCount() - failedApart());
    }

    /** Finished requests that failed: those that were {@linkplain ErrorClass#UNFINISHED unfinished} are not among them. */
    public long errorCount() {
        long sum = -errors(ErrorClass.UNFINISHED);
        for (long count : errors) {
            sum += count;
        }
        return sum;
    }

    /** Only the classes that occurred, unfinished requests included, in the order of {@link ErrorClass}. */
    public Map<ErrorClass, Long> errors() {
        Map<ErrorClass, Long> occurred = new EnumMap<>(ErrorClass.class);
        for (ErrorClass error : ERROR_CLASSES) {
            if (errors[error.ordinal()] > 0) {
                occurred.put(error, errors[error.ordinal()]);
            }
        }
        return occurred;
    }

    public long errors(ErrorClass error) {
        return errors[error.ordinal()];
    }

    /** Failed ÷ finished requests, from 0 to 1; 0 when nothing finished. */
    public double errorRate() {
        return requests() == 0 ? 0 : (double) errorCount() / requests();
    }

    public long intendedStarts() {
        return intendedStarts;
    }

    public long skipped() {
        return skipped;
    }

    public long bytesSent() {
        return bytesSent;
    }

    public long bytesReceived() {
        return bytesReceived;
    }

    /** Of good answers, and blended. */
    public LatencySummary responseSummary() {
        return summary(responseMicros());
    }

    /** Of good answers, and blended. */
    public LatencySummary serviceSummary() {
        return summary(serviceMicros());
    }

    /** All cells that are wanted, added up. */
    static Cell sum(Map<CellKey, Cell> cells, Predicate<CellKey> wanted) {
        return EncodedCells.sum(cells, wanted, new Cell());
    }

    /** The value below or at which this share (in percent) of the values lies, in milliseconds; 0 without values. */
    public static double percentileMs(Histogram micros, double percent) {
        return micros.getTotalCount() == 0
                ? 0
                : Math.min(micros.getValueAtPercentile(percent), micros.getMaxValue()) / 1e3;
    }

    private static LatencySummary summary(Histogram micros) {
        if (micros.getTotalCount() == 0) {
            return new LatencySummary(0, 0, 0, 0, 0, 0, 0);
        }
        return new LatencySummary(
                micros.getMean() / 1e3,
                percentileMs(micros, 50),
                percentileMs(micros, 90),
                percentileMs(micros, 95),
                percentileMs(micros, 99),
                percentileMs(micros, 99.9),
                micros.getMaxValue() / 1e3);
    }
}
