package io.belastbar.loadtest.engine;

import io.belastbar.loadtest.result.EndpointMeasurement;
import io.belastbar.loadtest.result.ErrorClass;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Counts and times the requests of one endpoint on one lane. */
final class EndpointRecorder {

    static final int SIGNIFICANT_DIGITS = 3;

    private final String endpoint;
    private final String tag;
    private final Histogram responseMicros = new Histogram(SIGNIFICANT_DIGITS);
    private final Histogram serviceMicros = new Histogram(SIGNIFICANT_DIGITS);
    private final Map<ErrorClass, Long> errors = new EnumMap<>(ErrorClass.class);
    private long intendedStarts;
    private long skipped;
    private long firstIntended = Long.MAX_VALUE;
    private long lastDone = Long.MIN_VALUE;

    EndpointRecorder(String endpoint, String tag) {
        this.endpoint = endpoint;
        this.tag = tag;
    }

    void intended(long at) {
        intendedStarts++;
        firstIntended = Math.min(firstIntended, at);
    }

    /** A request that could not be made, because an earlier answer did not give a value that it needs. */
    void skipped() {
        skipped++;
    }

    /** Every finished request counts, an error too: its user waited as well. {@code error} is null for a success. */
    void finished(long intended, long sent, long done, ErrorClass error) {
        responseMicros.recordValue(Math.max(0, done - intended) / 1_000);
        serviceMicros.recordValue(Math.max(0, done - sent) / 1_000);
        lastDone = Math.max(lastDone, done);
        if (error != null) {
            errors.merge(error, 1L, Long::sum);
        }
    }

    EndpointMeasurement measurement() {
        return new EndpointMeasurement(
                endpoint,
                tag,
                intendedStarts,
                skipped,
                Map.copyOf(errors),
                firstIntended,
                lastDone,
                responseMicros.copy(),
                serviceMicros.copy());
    }
}
