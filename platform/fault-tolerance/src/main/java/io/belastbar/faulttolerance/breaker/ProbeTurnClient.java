package io.belastbar.faulttolerance.breaker;

import io.belastbar.contracts.BreakerStatus;
import io.smallrye.mutiny.Uni;

/** Whose turn it is to probe a half-open breaker's remote system. */
public interface ProbeTurnClient {
    /** True when this instance may probe now. Never fails, and answers in bounded time. */
    Uni<Boolean> take(BreakerPolicy policy);

    /** This instance's breaker left the half-open state. Must not block. */
    void settled(BreakerPolicy policy, BreakerStatus to);

    /** Every instance for itself. */
    static ProbeTurnClient local() {
        return new ProbeTurnClient() {
            @Override
            public Uni<Boolean> take(BreakerPolicy policy) {
                return Uni.createFrom().item(true);
            }

            @Override
            public void settled(BreakerPolicy policy, BreakerStatus to) {
                // nothing was leased
            }
        };
    }
}
