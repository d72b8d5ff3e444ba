package io.belastbar.budget.run;

import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.peer.PeerAnswer;
import io.belastbar.web.peer.PeerClient;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks profiling-service what the database did during a run. Blocks: for virtual threads. */
@ApplicationScoped
public class DatabaseFactsClient {

    private final PeerClient peers;

    DatabaseFactsClient(PeerClient peers) {
        this.peers = peers;
    }

    /** Asks once. {@link FactsAnswer.Unknown} says why there is no answer yet. */
    public FactsAnswer ask(String runId) {
        var path = "/api/v1/test-runs/" + HttpCall.encoded(runId) + "/database-facts";
        return switch (peers.get("profiling", path, DatabaseFacts.class)) {
            case PeerAnswer.Known<DatabaseFacts> known -> new FactsAnswer.Known(known.body());
            case PeerAnswer.Absent<DatabaseFacts> absent ->
                new FactsAnswer.Unknown("profiling-service has no database facts of this run");
            case PeerAnswer.Failed<DatabaseFacts> failed -> new FactsAnswer.Unknown(failed.reason());
        };
    }
}
