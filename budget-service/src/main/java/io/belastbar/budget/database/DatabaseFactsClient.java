package io.belastbar.budget.database;

import io.belastbar.budget.BudgetConfig;
import io.belastbar.budget.peer.PeerClient;
import io.belastbar.budget.peer.PeerClient.Answer;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks profiling-service what the database did during a run. Blocks: for virtual threads. */
@ApplicationScoped
public class DatabaseFactsClient {

    private static final String SERVICE = "profiling-service";
    private static final int NOT_FOUND = 404;

    private final PeerClient peers;
    private final BudgetConfig config;

    DatabaseFactsClient(PeerClient peers, BudgetConfig config) {
        this.peers = peers;
        this.config = config;
    }

    /** Asks once. {@link FactsAnswer.Unknown} says why there is no answer yet. */
    public FactsAnswer ask(String runId) {
        if (config.profilingUrl().isEmpty()) {
            return new FactsAnswer.Unknown("belastbar.url.profiling is not configured");
        }
        var path = "/api/v1/test-runs/" + PeerClient.encoded(runId) + "/database-facts";
        return switch (peers.get(SERVICE, config.profilingUrl().get().resolve(path), DatabaseFacts.class)) {
            case Answer.Known<DatabaseFacts> known -> new FactsAnswer.Known(known.body());
            case Answer.Unknown<DatabaseFacts> unknown ->
                new FactsAnswer.Unknown(
                        unknown.status() == NOT_FOUND
                                ? SERVICE + " has no database facts of this run"
                                : unknown.reason());
        };
    }
}
