package io.belastbar.chaos.expectation.recovery;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks for what the probe measured. */
@ApplicationScoped
class LookAtRpo implements Look<Rpo> {

    private final ProbeFiguresClient probes;

    LookAtRpo(ProbeFiguresClient probes) {
        this.probes = probes;
    }

    @Override
    public Class<Rpo> kind() {
        return Rpo.class;
    }

    @Override
    public Observation look(Rpo expected, Situation situation) {
        return probes.observe(situation, expected::judge);
    }
}
