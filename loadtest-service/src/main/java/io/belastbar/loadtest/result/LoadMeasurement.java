package io.belastbar.loadtest.result;

import io.belastbar.contracts.EndpointResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * What a run, or one lane of it, measured. Times are nanoseconds on one monotonic clock.
 *
 * @param throttled starts that the cap on the request rate held back
 * @param latenessMicros how late the generator itself did what it had planned
 */
public record LoadMeasurement(
        long startNanos, long endNanos, long throttled, Histogram latenessMicros, List<EndpointMeasurement> endpoints) {

    public LoadMeasurement {
        endpoints = List.copyOf(endpoints);
    }

    public LoadMeasurement merge(LoadMeasurement other) {
        Map<String, EndpointMeasurement> merged = new LinkedHashMap<>();
        Stream.concat(endpoints.stream(), other.endpoints.stream())
                .forEach(one -> merged.merge(one.endpoint(), one, EndpointMeasurement::merge));
        Histogram lateness = latenessMicros.copy();
        lateness.add(other.latenessMicros);
        return new LoadMeasurement(
                Math.min(startNanos, other.startNanos),
                Math.max(endNanos, other.endNanos),
                throttled + other.throttled,
                lateness,
                List.copyOf(merged.values()));
    }

    public double latenessP99Millis() {
        return latenessMicros.getTotalCount() == 0 ? 0 : latenessMicros.getValueAtPercentile(99) / 1e3;
    }

    public long skipped() {
        return endpoints.stream().mapToLong(EndpointMeasurement::skipped).sum();
    }

    /** Endpoint by endpoint; {@code plannedNanos} is how long the stages last, less if the run was cut short. */
    public List<EndpointResult> results(long plannedNanos) {
        long loadEnd = Math.min(endNanos, startNanos + plannedNanos);
        return endpoints.stream().map(endpoint -> endpoint.result(loadEnd)).toList();
    }
}
