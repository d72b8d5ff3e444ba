package io.belastbar.chaos.expectation.load;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks for the figures of the load. */
@ApplicationScoped
class LookAtErrorRate implements Look<ErrorRate> {

    private final LoadFiguresClient loads;

    LookAtErrorRate(LoadFiguresClient loads) {
        this.loads = loads;
    }

    @Override
    public Class<ErrorRate> kind() {
        return ErrorRate.class;
    }

    @Override
    public Observation look(ErrorRate expected, Situation situation) {
        return loads.observe(expected, situation);
    }
}
