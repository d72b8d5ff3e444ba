package io.belastbar.load.result;

import io.belastbar.contracts.LatencySummary;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;

/**
 * Counts and times of one step for one tenant, in one second or in a whole run. Cells merge without loss. Not
 * thread-safe.
 *
 * <p>Every finished request is in both histograms, errors too: its user waited as well. Response time counts from the
 * intended start, service time from the send; both in microseconds, with three significant digits.
 */
public final class Cell {

    /** Of the histograms: a value is exact to one part in a thousand. */
    public static final int SIGNIFICANT_DIGITS = 3;

    private static final ErrorClass[] ERROR_CLASSES = ErrorClass.values();

    private final Times response;
    private final Times service;
    private final long[] errors = new long[ERROR_CLASSES.length];
    private long intendedStarts;
    private long skipped;
    private long bytesSent;
    private long bytesReceived;

    public Cell() {
        this(new Times(() -> new Histogram(SIGNIFICANT_DIGITS)), new Times(() -> new Histogram(SIGNIFICANT_DIGITS)));
    }

    private Cell(Times response, Times service) {
        this.response = response;
        this.service = service;
    }

    Cell(Histogram responseMicros, Histogram serviceMicros) {
        this(new Times(responseMicros), new Times(serviceMicros));
    }

    /** Takes kilobytes where others come to take tens of them, and many times as long to record into. */
    public static Cell packed() {
        return new Cell(
                new Times(() -> new PackedHistogram(SIGNIFICANT_DIGITS)),
                new Times(() -> new PackedHistogram(SIGNIFICANT_DIGITS)));
    }

    /** A finished request; negative times count as zero. {@code errorOrNull} is null for a success. */
    public void record(
            long responseMicrosTaken, long serviceMicrosTaken, ErrorClass errorOrNull, long sent, long received) {
        response.record(Math.max(0, responseMicrosTaken));
        service.record(Math.max(0, serviceMicrosTaken));
        if (errorOrNull != null) {
            errors[errorOrNull.ordinal()]++;
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
        for (int index = 0; index < errors.length; index++) {
            errors[index] += other.errors[index];
        }
        intendedStarts += other.intendedStarts;
        skipped += other.skipped;
        bytesSent += other.bytesSent;
        bytesReceived += other.bytesReceived;
        return this;
    }

    /** Of what another tool counted: values in microseconds, one per finished request, in both or in neither. */
    public static Cell of(Histogram responseMicros, Histogram serviceMicros) {
        if (responseMicros.getTotalCount() != serviceMicros.getTotalCount()) {
            throw new IllegalArgumentException("both histograms should hold as many requests: were "
                    + responseMicros.getTotalCount() + " and " + serviceMicros.getTotalCount());
        }
        return new Cell(responseMicros, serviceMicros);
    }

    /** Marks this many of the requests that are in the histograms already as failed. */
    public void addErrors(ErrorClass error, long count) {
        errors[error.ordinal()] += count;
    }

    public void addBytes(long sent, long received) {
        bytesSent += sent;
        bytesReceived += received;
    }

    /** From the intended start to the last byte. Belongs to this cell: do not change it. */
    public Histogram responseMicros() {
        return response.histogram();
    }

    /** From the send to the last byte. Belongs to this cell: do not change it. */
    public Histogram serviceMicros() {
        return service.histogram();
    }

    Times response() {
        return response;
    }

    Times service() {
        return service;
    }

    /** Finished requests, errors included. */
    public long requests() {
        return response.size();
    }

    public long errorCount() {
        long sum = 0;
        for (long count : errors) {
            sum += count;
        }
        return sum;
    }

    /** Only the classes that occurred, in the order of {@link ErrorClass}. */
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

    /** Errors ÷ finished requests, from 0 to 1; 0 when nothing finished. */
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

    public LatencySummary responseSummary() {
        return summary(responseMicros());
    }

    public LatencySummary serviceSummary() {
        return summary(serviceMicros());
    }

    /** All cells that are wanted, added up. */
    static Cell sum(Map<CellKey, Cell> cells, Predicate<CellKey> wanted) {
        Cell sum = new Cell();
        cells.forEach((key, cell) -> {
            if (wanted.test(key)) {
                sum.add(cell);
            }
        });
        return sum;
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
