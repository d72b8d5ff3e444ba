package io.belastbar.web.trace;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Traces are on, stay in memory, and go to a collector too that takes connections and never answers. The queue before it
 * holds few, so that it is full after some requests.
 */
public class TracedProfile implements QuarkusTestProfile {

    static final int QUEUE = 64;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.otel.sdk.disabled", "false",
                "quarkus.otel.exporter.otlp.endpoint", SilentCollector.address(),
                "quarkus.otel.exporter.otlp.timeout", "1s",
                "quarkus.otel.bsp.schedule.delay", "20ms",
                "quarkus.otel.bsp.max.queue.size", Integer.toString(QUEUE),
                "quarkus.otel.bsp.max.export.batch.size", "16",
                "quarkus.log.console.json.enabled", "true");
    }

    /** Where spans go. */
    @Singleton
    public static class Spans {

        @Produces
        @Singleton
        InMemorySpanExporterKept kept() {
            return new InMemorySpanExporterKept(InMemorySpanExporter.create());
        }

        @Produces
        @Singleton
        SpanProcessor processor(InMemorySpanExporterKept kept) {
            return SimpleSpanProcessor.create(kept.spans());
        }
    }

    /** Not the exporter itself as a bean: that would stand in for the one of OTLP. */
    public record InMemorySpanExporterKept(InMemorySpanExporter spans) {}
}
