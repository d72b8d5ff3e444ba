package io.belastbar.chaos.expectation.breaker;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks an application for its breakers. */
@ApplicationScoped
class LookAtBreakerState implements Look<BreakerState> {

    private final BreakerStatusClient statuses;

    LookAtBreakerState(BreakerStatusClient statuses) {
        this.statuses = statuses;
    }

    @Override
    public Class<BreakerState> kind() {
        return BreakerState.class;
    }

    @Override
    public Observation look(BreakerState expected, Situation situation) throws InterruptedException {
        return statuses.page(expected.target()).observe(expected::judge);
    }
}
