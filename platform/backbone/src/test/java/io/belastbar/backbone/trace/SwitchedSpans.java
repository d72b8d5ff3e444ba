package io.belastbar.backbone.trace;

import io.belastbar.backbone.BackboneConfig;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The SDK's spans, or those of no SDK, which is what {@code quarkus.otel.sdk.disabled} gives: no ids, nothing kept, no header
 * with an event. One application can be both in turn, so that a benchmark compares what has the same classes compiled.
 */
@Alternative
@Singleton
@Typed({DeliverySpans.class, SwitchedSpans.class})
public class SwitchedSpans extends DeliverySpans {

    private final Switch traces;

    @Inject
    SwitchedSpans(OpenTelemetry sdk, BackboneConfig config) {
        this(new Switch(sdk), config);
    }

    private SwitchedSpans(Switch traces, BackboneConfig config) {
        super(traces, config);
        this.traces = traces;
    }

    void set(boolean on) {
        traces.on = on;
    }

    Tracer tracer(String name) {
        return traces.getTracer(name);
    }

    private static final class Switch implements OpenTelemetry {

        private final OpenTelemetry sdk;
        private volatile boolean on;

        Switch(OpenTelemetry sdk) {
            this.sdk = sdk;
        }

        @Override
        public TracerProvider getTracerProvider() {
            return new TracerProvider() {
                @Override
                public Tracer get(String scope) {
                    return switched(scope);
                }

                @Override
                public Tracer get(String scope, String version) {
                    return switched(scope);
                }
            };
        }

        private Tracer switched(String scope) {
            Tracer recording = sdk.getTracer(scope);
            Tracer none = OpenTelemetry.noop().getTracer(scope);
            return span -> (on ? recording : none).spanBuilder(span);
        }

        @Override
        public ContextPropagators getPropagators() {
            return sdk.getPropagators();
        }
    }
}
