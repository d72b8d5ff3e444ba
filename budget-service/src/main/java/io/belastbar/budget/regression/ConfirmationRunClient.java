package io.belastbar.budget.regression;

import io.belastbar.budget.BudgetConfig;
import io.belastbar.budget.peer.PeerClient;
import io.belastbar.budget.peer.PeerClient.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Orders a run of the scenario in which a regression is suspected. Blocks: for virtual threads. */
@ApplicationScoped
class ConfirmationRunClient {

    private static final Logger LOG = Logger.getLogger(ConfirmationRunClient.class);

    private final PeerClient peers;
    private final BudgetConfig config;

    ConfirmationRunClient(PeerClient peers, BudgetConfig config) {
        this.peers = peers;
        this.config = config;
    }

    /** What of loadtest-service's answer matters here. */
    record Ordered(String runId) {}

    /** The run's id; empty, with a line in the log, if loadtest-service did not take the order. */
    Optional<String> order(Change change) {
        if (config.loadtestUrl().isEmpty()) {
            return Optional.empty();
        }
        var path = "/api/v1/systems/" + PeerClient.encoded(change.series().system()) + "/test-runs";
        var body = Map.of("scenario", change.series().scenario(), "labels", Map.of("confirms", change.changeId()));
        var answer = peers.post(
                "loadtest-service",
                config.loadtestUrl().get().resolve(path),
                body,
                "confirm-" + change.changeId(),
                Ordered.class);
        return switch (answer) {
            case Answer.Known<Ordered> known -> Optional.ofNullable(known.body().runId());
            case Answer.Unknown<Ordered> unknown -> {
                LOG.warnf("Confirmation run not ordered: changeId=%s %s", change.changeId(), unknown.reason());
                yield Optional.empty();
            }
        };
    }
}
