package io.belastbar.chaos.expectation.load;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks for the figures of the load. */
@ApplicationScoped
class LookAtThroughput implements Look<Throughput> {

    private final LoadFiguresClient loads;

    LookAtThroughput(LoadFiguresClient loads) {
        this.loads = loads;
    }

    @Override
    public Class<Throughput> kind() {
        return Throughput.class;
    }

    @Override
    public Observation look(Throughput expected, Situation situation) {
        return loads.observe(expected, situation);
    }
}
