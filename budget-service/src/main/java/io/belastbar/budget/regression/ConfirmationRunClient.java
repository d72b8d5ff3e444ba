package io.belastbar.budget.regression;

import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.peer.PeerAnswer;
import io.belastbar.web.peer.PeerClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Orders a run of the scenario in which a regression is suspected. Blocks: for virtual threads. */
@ApplicationScoped
class ConfirmationRunClient {

    private static final Logger LOG = Logger.getLogger(ConfirmationRunClient.class);

    private final PeerClient peers;

    ConfirmationRunClient(PeerClient peers) {
        this.peers = peers;
    }

    /** What of loadtest-service's answer matters here. */
    record Ordered(String runId) {}

    /** The run's id; empty, with a line in the log, if loadtest-service did not take the order. */
    Optional<String> order(Change change) {
        var path = "/api/v1/systems/" + HttpCall.encoded(change.series().system()) + "/test-runs";
        var body = Map.of("scenario", change.series().scenario(), "labels", Map.of("confirms", change.changeId()));
        var answer = peers.post("loadtest", path, body, "confirm-" + change.changeId(), Ordered.class);
        return switch (answer) {
            case PeerAnswer.Known<Ordered> known ->
                Optional.ofNullable(known.body().runId());
            case PeerAnswer.Unknown<Ordered> unknown -> {
                LOG.warnf("Confirmation run not ordered: changeId=%s %s", change.changeId(), unknown.reason());
                yield Optional.empty();
            }
        };
    }
}
