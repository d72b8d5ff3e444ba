package io.belastbar.chaos.expectation.recovery;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks for what the probe measured. */
@ApplicationScoped
class LookAtRto implements Look<Rto> {

    private final ProbeFiguresClient probes;

    LookAtRto(ProbeFiguresClient probes) {
        this.probes = probes;
    }

    @Override
    public Class<Rto> kind() {
        return Rto.class;
    }

    @Override
    public Observation look(Rto expected, Situation situation) {
        return probes.observe(situation, expected::judge);
    }
}
