package io.belastbar.jobs.trace;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where spans come from. A disabled SDK still gives out ids that nobody records, and a trace that is handed on would be
 * below one of them; so where it is disabled this is none at all.
 */
@Singleton
public class TracesConfig {

    private final OpenTelemetry traces;

    TracesConfig(
            Instance<OpenTelemetry> sdk,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "false") boolean disabled) {
        this.traces = disabled || !sdk.isResolvable() ? OpenTelemetry.noop() : sdk.get();
    }

    /** Recording where traces are on. */
    public OpenTelemetry traces() {
        return traces;
    }
}
