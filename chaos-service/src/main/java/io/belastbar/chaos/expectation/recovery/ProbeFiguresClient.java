package io.belastbar.chaos.expectation.recovery;

import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import io.belastbar.chaos.measure.ProbeRepository;
import io.belastbar.chaos.measure.Probes;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/** Reads what the probe of a game day measures, or has measured. Blocks: for virtual threads. */
@ApplicationScoped
class ProbeFiguresClient {

    private final ProbeRepository results;
    private final Probes probes;

    ProbeFiguresClient(ProbeRepository results, Probes probes) {
        this.results = results;
        this.probes = probes;
    }

    Observation observe(Situation situation, Function<ProbeFigures, Observation> judge) {
        Optional<String> soFar = probes.jsonSoFar(situation.gameDay());
        Optional<String> result = soFar.or(() -> Await.of(results.result(situation.gameDay())));
        if (result.isEmpty()) {
            return Observation.unknown(
                    "no probe of this game day writes here: its runbook must have a section measure",
                    "keine Sonde dieses Game Days schreibt hier: das Runbook braucht einen Abschnitt measure");
        }
        return result.flatMap(json -> ProbeFigures.read(json, soFar.isPresent()))
                .map(judge)
                .orElseGet(() -> Observation.unknown(
                        "what the probe said cannot be read", "was die Sonde gesagt hat, ist nicht lesbar"));
    }
}
