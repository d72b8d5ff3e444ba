package io.belastbar.budget.attribution;

import io.belastbar.budget.BudgetConfig;
import io.belastbar.budget.peer.PeerClient;
import io.belastbar.budget.peer.PeerClient.Answer;
import io.belastbar.contracts.EndpointResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/** Asks loadtest-service what a run showed without some times. Blocks: for virtual threads. */
@ApplicationScoped
class RunEndpointsClient {

    private final PeerClient peers;
    private final BudgetConfig config;

    RunEndpointsClient(PeerClient peers, BudgetConfig config) {
        this.peers = peers;
        this.config = config;
    }

    /** What is left of a run. */
    record Rest(int secondsLeftOut, List<EndpointResult> endpoints) {}

    /** Asks once. */
    Answer<Rest> without(String runId, List<Trouble> times) {
        if (config.loadtestUrl().isEmpty()) {
            return new Answer.Unknown<>(0, "belastbar.url.loadtest is not configured");
        }
        var without = times.stream()
                .map(time -> "without=" + PeerClient.encoded(time.from() + "/" + time.to()))
                .collect(Collectors.joining("&"));
        var path = "/api/v1/test-runs/" + PeerClient.encoded(runId) + "/endpoints?" + without;
        return peers.get("loadtest-service", config.loadtestUrl().get().resolve(path), Rest.class);
    }
}
