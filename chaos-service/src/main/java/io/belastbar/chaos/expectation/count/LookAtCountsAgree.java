package io.belastbar.chaos.expectation.count;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks everyone who counts. */
@ApplicationScoped
class LookAtCountsAgree implements Look<CountsAgree> {

    private final CountClient counts;

    LookAtCountsAgree(CountClient counts) {
        this.counts = counts;
    }

    @Override
    public Class<CountsAgree> kind() {
        return CountsAgree.class;
    }

    @Override
    public Observation look(CountsAgree expected, Situation situation) throws InterruptedException {
        return counts.observe(expected);
    }
}
