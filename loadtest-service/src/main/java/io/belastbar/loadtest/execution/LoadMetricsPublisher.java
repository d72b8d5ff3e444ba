package io.belastbar.loadtest.execution;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.HistogramIterationValue;

/** What the active runs of this process do, for Prometheus. */
@ApplicationScoped
public class LoadMetricsPublisher {

    private final MeterRegistry registry;
    private final Timer latency;
    private final Map<UUID, Sample> latest = new ConcurrentHashMap<>();

    LoadMetricsPublisher(MeterRegistry registry) {
        this.registry = registry;
        this.latency = Timer.builder("belastbar.loadtest.latency")
                .description("Response time from the intended start")
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30))
                .register(registry);
        registry.gauge("belastbar.loadtest.virtual.users", latest, runs -> runs.values().stream()
                .mapToInt(sample -> sample.point().virtualUsers())
                .sum());
        registry.gauge("belastbar.loadtest.generator.lateness.p99.seconds", latest, runs -> runs.values().stream()
                .mapToDouble(Sample::latenessP99Seconds)
                .max()
                .orElse(0));
    }

    void publish(UUID runId, Sample sample) {
        latest.put(runId, sample);
        sample.finishedByOutcome()
                .forEach((outcome, count) -> registry.counter("belastbar.loadtest.requests", "outcome", outcome)
                        .increment(count));
        for (HistogramIterationValue value : sample.intervalMicros().recordedValues()) {
            for (long i = 0; i < value.getCountAtValueIteratedTo(); i++) {
                latency.record(value.getValueIteratedTo(), TimeUnit.MICROSECONDS);
            }
        }
    }

    void ended(UUID runId) {
        latest.remove(runId);
    }
}
