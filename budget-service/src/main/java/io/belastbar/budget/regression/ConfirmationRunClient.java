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

    /** Byte for byte the same in every process, by which loadtest-service knows an order that is repeated: a map has no order. */
    record Order(String scenario, Map<String, String> labels) {

        static Order of(Change change) {
            return new Order(change.series().scenario(), Map.of("confirms", change.changeId()));
        }
    }

    /** The same order each time, so that one whose answer was lost makes no second run. */
    PeerAnswer<Ordered> order(Change change) {
        var path = "/api/v1/systems/" + HttpCall.encoded(change.series().system()) + "/test-runs";
        return peers.post("loadtest", path, Order.of(change), "confirm-" + change.changeId(), Ordered.class);
    }
}
