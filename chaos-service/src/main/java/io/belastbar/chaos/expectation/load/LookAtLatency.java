package io.belastbar.chaos.expectation.load;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks for the figures of the load. */
@ApplicationScoped
class LookAtLatency implements Look<Latency> {

    private final LoadFiguresClient loads;

    LookAtLatency(LoadFiguresClient loads) {
        this.loads = loads;
    }

    @Override
    public Class<Latency> kind() {
        return Latency.class;
    }

    @Override
    public Observation look(Latency expected, Situation situation) {
        return loads.observe(expected, situation);
    }
}
