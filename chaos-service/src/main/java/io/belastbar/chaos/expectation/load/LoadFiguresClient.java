package io.belastbar.chaos.expectation.load;

import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.peer.PeerAnswer;
import io.belastbar.web.peer.PeerClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.StringJoiner;
import java.util.UUID;

/** Asks loadtest-service what the load showed that runs, or ran. Blocks: for virtual threads. */
@ApplicationScoped
class LoadFiguresClient {

    private final PeerClient peers;

    LoadFiguresClient(PeerClient peers) {
        this.peers = peers;
    }

    Observation observe(LoadExpectation expected, Situation situation) {
        if (situation.testRun().isEmpty()) {
            return Observation.unknown(
                    "no load was started: let a step of the runbook start one",
                    "keine Last wurde gestartet: ein Schritt des Runbooks muss sie starten");
        }
        Instant from = expected.scope().from(situation.since(), situation.now());
        String path = path(situation.testRun().get(), expected.scope(), from, situation.now());
        return switch (peers.get("loadtest", path, LoadFigures.class)) {
            case PeerAnswer.Known<LoadFigures> known -> expected.judge(known.body());
            case PeerAnswer.Unknown<LoadFigures> unknown ->
                Observation.unknown("not measured: " + unknown.reason(), "nicht gemessen: " + unknown.reason());
        };
    }

    private static String path(UUID run, LoadScope scope, Instant from, Instant to) {
        StringJoiner query = new StringJoiner("&", "/api/v1/test-runs/" + run + "/figures?", "");
        query.add("from=" + HttpCall.encoded(from.toString())).add("to=" + HttpCall.encoded(to.toString()));
        scope.endpoint().ifPresent(endpoint -> query.add("endpoint=" + HttpCall.encoded(endpoint)));
        scope.tenant().ifPresent(tenant -> query.add("tenant=" + HttpCall.encoded(tenant)));
        if (scope.eachTenant()) {
            query.add("each=tenant");
        }
        return query.toString();
    }
}
