package io.belastbar.loadtest.execution;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.SecondResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** What the active runs of this process do, for Prometheus. */
@ApplicationScoped
public class LoadMetricsPublisher {

    private final MeterRegistry registry;
    private final Timer response;
    private final Timer service;
    private final Map<UUID, SecondResult> latest = new ConcurrentHashMap<>();

    LoadMetricsPublisher(MeterRegistry registry) {
        this.registry = registry;
        this.response = timer("belastbar.loadtest.latency", "Response time from the intended start");
        this.service = timer("belastbar.loadtest.service.time", "Service time from the send");
        sum("belastbar.loadtest.virtual.users", SecondResult::users);
        sum("belastbar.loadtest.offered.requests.per.second", second -> second.total()
                .intendedStarts());
        sum("belastbar.loadtest.waiting.starts", second -> second.generator().waiting());
        sum("belastbar.loadtest.connections", second -> second.generator().connectionsOpen());
        most(
                "belastbar.loadtest.generator.lateness.p99.seconds",
                second -> second.generator().latenessP99Micros() / 1e6);
        most(
                "belastbar.loadtest.generator.lane.utilisation.ratio",
                second -> Math.max(0, second.generator().laneUtilisation()));
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
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
    }

    private void sum(String name, ToDoubleFunction<SecondResult> value) {
        registry.gauge(
                name, latest, runs -> runs.values().stream().mapToDouble(value).sum());
    }

    private void most(String name, ToDoubleFunction<SecondResult> value) {
        registry.gauge(
                name,
                latest,
                runs -> runs.values().stream().mapToDouble(value).max().orElse(0));
    }

    /** {@code total} of all cells of the second. */
    void publish(UUID runId, SecondResult second, Cell total) {
        latest.put(runId, second);
        count("success", total.requests() - total.errorCount());
        total.errors().forEach((error, count) -> count(error.name().toLowerCase(Locale.ROOT), count));
        registry.counter("belastbar.loadtest.dropped.starts")
                .increment(second.generator().dropped());
        record(response, total.responseMicros());
        record(service, total.serviceMicros());
    }

    private void count(String outcome, long count) {
        registry.counter("belastbar.loadtest.requests", "outcome", outcome).increment(count);
    }

    private static void record(Timer timer, Histogram micros) {
        for (HistogramIterationValue value : micros.recordedValues()) {
            for (long i = 0; i < value.getCountAtValueIteratedTo(); i++) {
                timer.record(value.getValueIteratedTo(), TimeUnit.MICROSECONDS);
            }
        }
    }

    void ended(UUID runId) {
        latest.remove(runId);
    }
}
