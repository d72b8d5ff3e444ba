package io.belastbar.chaos.expectation.recovery;

import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import io.belastbar.chaos.measure.ProbeRepository;
import io.belastbar.jobs.Await;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/** Reads what the probe of a game day measured. Blocks: for virtual threads. */
@ApplicationScoped
class ProbeFiguresClient {

    private final Pool pool;
    private final ProbeRepository probes;

    ProbeFiguresClient(Pool pool, ProbeRepository probes) {
        this.pool = pool;
        this.probes = probes;
    }

    Observation observe(Situation situation, Function<ProbeFigures, Observation> judge) {
        Optional<String> stored =
                Await.of(pool.withTransaction(transaction -> probes.result(transaction, situation.gameDay())));
        if (stored.isEmpty()) {
            return Observation.unknown(
                    "no probe of this game day has ended: its runbook must start one, and stop it before",
                    "keine Sonde dieses Game Days ist beendet: das Runbook muss eine starten und vorher beenden");
        }
        return stored.flatMap(ProbeFigures::read)
                .map(judge)
                .orElseGet(() -> Observation.unknown(
                        "what the probe stored cannot be read", "was die Sonde gespeichert hat, ist nicht lesbar"));
    }
}
