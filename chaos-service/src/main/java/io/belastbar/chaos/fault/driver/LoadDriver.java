package io.belastbar.chaos.fault.driver;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.chaos.fault.action.LoadFault;
import io.belastbar.report.Sentence;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.peer.PeerAnswer;
import io.belastbar.web.peer.PeerClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * loadtest-service. Its runs end by themselves with their scenario. The fault's id is the key of the request: asked again,
 * also by the undo, it names the run that it started, and one that arrives after the undo starts no other.
 */
@ApplicationScoped
public class LoadDriver implements FaultDriver<LoadFault> {
    private static final String LOADTEST = "loadtest";
    private static final String FINISHED = "FINISHED";

    private final PeerClient peers;

    LoadDriver(PeerClient peers) {
        this.peers = peers;
    }

    @Override
    public Class<LoadFault> action() {
        return LoadFault.class;
    }

    @Override
    public Optional<Sentence> impossible(String system, LoadFault action) {
        PeerAnswer<JsonNode> answer =
                switch (action) {
                    case LoadFault.Start start ->
                        peers.get(
                                LOADTEST,
                                "/api/v1/systems/%s/scenarios/%s"
                                        .formatted(HttpCall.encoded(system), HttpCall.encoded(start.scenario())),
                                JsonNode.class);
                    case LoadFault.Change change -> peers.get(LOADTEST, run(change.testRun()), JsonNode.class);
                };
        return answer instanceof PeerAnswer.Unknown<JsonNode> unknown
                ? Optional.of(NotHere.because(
                        unknown.reason(),
                        unknown.reason(),
                        "apply the scenario, or start the run, and name it",
                        "spielen Sie das Szenario ein, oder starten Sie den Lauf, und nennen Sie ihn"))
                : Optional.empty();
    }

    @Override
    public LoadFault settle(String system, LoadFault action, RandomGenerator chance) {
        return switch (action) {
            case LoadFault.Start start -> new LoadFault.Start(start.target(), start.scenario(), system);
            case LoadFault.Change change -> change;
        };
    }

    @Override
    public void inject(UUID fault, LoadFault action, Instant notAfter) throws IOException {
        switch (action) {
            case LoadFault.Start start -> start(fault, start);
            case LoadFault.Change change -> {
                Map<String, Object> wanted = new LinkedHashMap<>();
                change.users().ifPresent(users -> wanted.put("users", users));
                change.ratePerSecond().ifPresent(rate -> wanted.put("ratePerSecond", rate));
                known(peers.patch(LOADTEST, run(change.testRun()) + "/load", wanted, JsonNode.class));
            }
        }
    }

    private UUID start(UUID fault, LoadFault.Start action) throws IOException {
        Map<String, Object> request =
                Map.of("scenario", action.scenario(), "labels", Map.of("fault", fault.toString()));
        JsonNode run = known(peers.post(
                LOADTEST,
                "/api/v1/systems/" + HttpCall.encoded(action.system()) + "/test-runs",
                request,
                fault.toString(),
                JsonNode.class));
        return UUID.fromString(run.path("runId").asText());
    }

    @Override
    public void clear(UUID fault, LoadFault action) throws IOException {
        if (peers.delete(LOADTEST, run(of(fault, action)), JsonNode.class)
                instanceof PeerAnswer.Failed<JsonNode> failed) {
            throw new IOException(failed.reason());
        }
    }

    @Override
    public boolean isCleared(UUID fault, LoadFault action) throws IOException {
        PeerAnswer<JsonNode> answer = peers.get(LOADTEST, run(of(fault, action)), JsonNode.class);
        return answer instanceof PeerAnswer.Absent<JsonNode>
                || known(answer).path("state").asText().equals(FINISHED);
    }

    private UUID of(UUID fault, LoadFault action) throws IOException {
        return switch (action) {
            case LoadFault.Start start -> start(fault, start);
            case LoadFault.Change change -> change.testRun();
        };
    }

    private static String run(UUID id) {
        return "/api/v1/test-runs/" + id;
    }

    private static JsonNode known(PeerAnswer<JsonNode> answer) throws IOException {
        return switch (answer) {
            case PeerAnswer.Known<JsonNode> known -> known.body();
            case PeerAnswer.Unknown<JsonNode> unknown -> throw new IOException(unknown.reason());
        };
    }
}
