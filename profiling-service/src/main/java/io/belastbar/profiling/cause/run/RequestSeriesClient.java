package io.belastbar.profiling.cause.run;

import io.belastbar.profiling.cause.attribution.RequestSeries;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.peer.PeerAnswer;
import io.belastbar.web.peer.PeerClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks loadtest-service how many requests ended in each second of a run. */
@ApplicationScoped
class RequestSeriesClient {
    private final PeerClient peers;

    RequestSeriesClient(PeerClient peers) {
        this.peers = peers;
    }

    record OfEndpoint(String endpoint, long[] requests) {}

    record Answer(Instant startedAt, List<OfEndpoint> endpoints) {}

    PeerAnswer<Answer> ask(String runId) {
        return peers.get(
                "loadtest", "/api/v1/test-runs/" + HttpCall.encoded(runId) + "/endpoints/seconds", Answer.class);
    }

    static RequestSeries series(Answer answer) {
        Map<String, long[]> finished = new LinkedHashMap<>();
        answer.endpoints().forEach(each -> finished.put(each.endpoint(), each.requests()));
        return new RequestSeries(answer.startedAt(), finished);
    }
}
