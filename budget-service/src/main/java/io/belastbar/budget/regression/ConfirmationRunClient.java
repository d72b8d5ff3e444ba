package io.belastbar.budget.regression;

import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.peer.PeerAnswer;
import io.belastbar.web.peer.PeerClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Orders a run of the scenario in which a regression is suspected. Blocks: for virtual threads. */
@ApplicationScoped
class ConfirmationRunClient {

    private final PeerClient peers;

    ConfirmationRunClient(PeerClient peers) {
        this.peers = peers;
    }

    /** What of loadtest-service's answer matters here. */
    record Ordered(String runId) {}

    /** The same order each time, so that one whose answer was lost makes no second run. */
    PeerAnswer<Ordered> order(Change change) {
        var path = "/api/v1/systems/" + HttpCall.encoded(change.series().system()) + "/test-runs";
        var body = Map.of("scenario", change.series().scenario(), "labels", Map.of("confirms", change.changeId()));
        return peers.post("loadtest", path, body, "confirm-" + change.changeId(), Ordered.class);
    }
}
