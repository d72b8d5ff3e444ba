package io.belastbar.loadtest.result;

import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.LatencySummary;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What was measured at one endpoint; measurements of several lanes merge without loss.
 *
 * @param skipped requests not made, because an earlier answer did not give a value that they need
 * @param firstIntendedNanos {@link Long#MAX_VALUE} when nothing was intended
 * @param lastDoneNanos {@link Long#MIN_VALUE} when nothing finished
 */
public record EndpointMeasurement(
        String endpoint,
        String tag,
        long intendedStarts,
        long skipped,
        Map<ErrorClass, Long> errors,
        long firstIntendedNanos,
        long lastDoneNanos,
        Histogram responseMicros,
        Histogram serviceMicros) {

    public EndpointMeasurement merge(EndpointMeasurement other) {
        Map<ErrorClass, Long> allErrors = new EnumMap<>(ErrorClass.class);
        allErrors.putAll(errors);
        other.errors.forEach((error, count) -> allErrors.merge(error, count, Long::sum));
        return new EndpointMeasurement(
                endpoint,
                tag,
                intendedStarts + other.intendedStarts,
                skipped + other.skipped,
                allErrors,
                Math.min(firstIntendedNanos, other.firstIntendedNanos),
                Math.max(lastDoneNanos, other.lastDoneNanos),
                sum(responseMicros, other.responseMicros),
                sum(serviceMicros, other.serviceMicros));
    }

    public long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * As the contract tells it. Offered: intended starts per second from the first one to the end of the load; achieved:
     * finished requests per second over the same window, which lasts until the last one finished if that was later.
     */
    public EndpointResult result(long loadEndNanos) {
        long finished = responseMicros.getTotalCount();
        return new EndpointResult(
                endpoint,
                tag,
                finished,
                errorCount(),
                perSecond(intendedStarts, loadEndNanos),
                perSecond(finished, Math.max(loadEndNanos, lastDoneNanos)),
                summary(responseMicros),
                summary(serviceMicros),
                encode(responseMicros));
    }

    private double perSecond(long count, long windowEndNanos) {
        long window = windowEndNanos - firstIntendedNanos;
        return count == 0 || window <= 0 ? 0 : count / (window / 1e9);
    }

    public static LatencySummary summary(Histogram micros) {
        if (micros.getTotalCount() == 0) {
            return new LatencySummary(0, 0, 0, 0, 0, 0, 0);
        }
        return new LatencySummary(
                micros.getMean() / 1e3,
                millis(micros, 50),
                millis(micros, 90),
                millis(micros, 95),
                millis(micros, 99),
                millis(micros, 99.9),
                micros.getMaxValue() / 1e3);
    }

    private static double millis(Histogram micros, double percentile) {
        return Math.min(micros.getValueAtPercentile(percentile), micros.getMaxValue()) / 1e3;
    }

    private static String encode(Histogram micros) {
        ByteBuffer buffer = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
        int length = micros.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    private static Histogram sum(Histogram one, Histogram other) {
        Histogram sum = one.copy();
        sum.add(other);
        return sum;
    }
}
