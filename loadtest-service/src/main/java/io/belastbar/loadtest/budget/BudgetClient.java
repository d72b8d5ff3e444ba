package io.belastbar.loadtest.budget;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.peer.PeerAnswer;
import io.belastbar.web.peer.PeerClient;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks budget-service what was promised of a system. Blocks: for virtual threads. */
@ApplicationScoped
public class BudgetClient {

    private final PeerClient peers;

    BudgetClient(PeerClient peers) {
        this.peers = peers;
    }

    /** Asks once; {@link BudgetAnswer.Unknown} says why there is no budget. */
    public BudgetAnswer ask(String system) {
        return switch (peers.get("budget", "/api/v1/systems/" + HttpCall.encoded(system) + "/budget", JsonNode.class)) {
            case PeerAnswer.Known<JsonNode> known -> new BudgetAnswer.Known(known.body());
            case PeerAnswer.Absent<JsonNode> absent ->
                new BudgetAnswer.Unknown("the system " + system + " has no budget; store one with belastbar apply");
            case PeerAnswer.Failed<JsonNode> failed -> new BudgetAnswer.Unknown(failed.reason());
        };
    }
}
