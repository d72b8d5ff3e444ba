package io.belastbar.budget.verdict;

import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.peer.PeerAnswer;
import io.belastbar.web.peer.PeerClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Asks loadtest-service what the stored scenarios of a system call. Blocks: for virtual threads. */
@ApplicationScoped
public class CalledEndpointsClient {

    private static final int PAGE = 200;
    /** Ten thousand scenarios are more than anybody keeps; an answer that never ends is not waited for. */
    private static final int PAGES_MAX = 50;

    private final PeerClient peers;

    CalledEndpointsClient(PeerClient peers) {
        this.peers = peers;
    }

    /** What of a page of scenarios is read. */
    record Scenarios(List<Scenario> items, String nextCursor) {
        record Scenario(List<String> endpoints) {}
    }

    /** {@link CalledEndpoints#problem()} says why there is no answer. */
    public CalledEndpoints ask(String system) {
        var path = "/api/v1/systems/" + HttpCall.encoded(system) + "/scenarios?limit=" + PAGE;
        var endpoints = new ArrayList<String>();
        var cursor = "";
        for (int page = 0; cursor != null && page < PAGES_MAX; page++) {
            switch (peers.get("loadtest", path + cursor, Scenarios.class)) {
                case PeerAnswer.Known<Scenarios> known -> {
                    known.body().items().stream()
                            .map(Scenarios.Scenario::endpoints)
                            .filter(called -> called != null)
                            .forEach(endpoints::addAll);
                    var next = known.body().nextCursor();
                    cursor = next == null ? null : "&cursor=" + HttpCall.encoded(next);
                }
                case PeerAnswer.Unknown<Scenarios> unknown -> {
                    return CalledEndpoints.unknown(unknown.reason());
                }
            }
        }
        return CalledEndpoints.of(endpoints);
    }
}
