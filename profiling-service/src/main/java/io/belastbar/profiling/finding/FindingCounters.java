package io.belastbar.profiling.finding;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** How many findings came and went. */
@ApplicationScoped
public class FindingCounters {
    private static final String REGISTERED = "belastbar.findings.registered";
    private static final String SEEN_AGAIN = "belastbar.findings.seen.again";
    private static final String STATUS_CHANGED = "belastbar.findings.status.changed";

    private final MeterRegistry metrics;

    FindingCounters(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void count(boolean isNew, FindingRegister.Step step) {
        String severity = step.finding().severity().name();
        if (isNew) {
            metrics.counter(REGISTERED, "severity", severity).increment();
            return;
        }
        switch (step.finding().history().getLast().kind()) {
            case STATUS_CHANGED ->
                metrics.counter(
                                STATUS_CHANGED,
                                "status",
                                step.finding().status().name())
                        .increment();
            case SEEN_AGAIN, SYMPTOM_SEEN ->
                metrics.counter(SEEN_AGAIN, "severity", severity).increment();
            case RAISED, COMMENTED, ASSIGNED, MERGED, SEPARATED, VERIFIED -> {}
        }
    }
}
