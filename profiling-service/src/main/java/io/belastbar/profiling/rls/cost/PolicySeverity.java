package io.belastbar.profiling.rls.cost;

import io.belastbar.contracts.Severity;
import java.util.Optional;

/**
 * How bad milliseconds are that a policy adds. Below 10 ms is what requirements 0 aims at; from 500 ms on they escalate a
 * query at once.
 */
public final class PolicySeverity {
    private static final double CRITICAL_MS = 500;
    private static final double HIGH_MS = 100;
    private static final double MEDIUM_MS = 10;
    private static final double LOW_MS = 1;

    private PolicySeverity() {}

    /** Empty when it is not worth a word. */
    public static Optional<Severity> of(double ms) {
        if (ms >= CRITICAL_MS) {
            return Optional.of(Severity.CRITICAL);
        }
        if (ms >= HIGH_MS) {
            return Optional.of(Severity.HIGH);
        }
        return ms >= MEDIUM_MS
                ? Optional.of(Severity.MEDIUM)
                : ms >= LOW_MS ? Optional.of(Severity.LOW) : Optional.empty();
    }
}
