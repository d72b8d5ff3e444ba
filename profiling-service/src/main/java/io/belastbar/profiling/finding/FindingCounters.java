package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** How many findings came and went; each counter is there from the start, so that a first one is seen as an increase. */
@ApplicationScoped
public class FindingCounters {
    private static final String REGISTERED = "belastbar.findings.registered";
    private static final String SEEN_AGAIN = "belastbar.findings.seen.again";
    private static final String STATUS_CHANGED = "belastbar.findings.status.changed";

    private final MeterRegistry metrics;

    FindingCounters(MeterRegistry metrics) {
        this.metrics = metrics;
        for (Severity severity : Severity.values()) {
            metrics.counter(REGISTERED, "severity", severity.name());
            metrics.counter(SEEN_AGAIN, "severity", severity.name());
        }
        for (FindingStatus status : FindingStatus.values()) {
            metrics.counter(STATUS_CHANGED, "status", status.name());
        }
    }

    void count(boolean isNew, FindingRegister.Step step) {
        String severity = step.finding().severity().name();
        if (isNew) {
            metrics.counter(REGISTERED, "severity", severity).increment();
        } else if (!step.events().isEmpty()) {
            metrics.counter(STATUS_CHANGED, "status", step.finding().status().name())
                    .increment();
        } else {
            metrics.counter(SEEN_AGAIN, "severity", severity).increment();
        }
    }
}
