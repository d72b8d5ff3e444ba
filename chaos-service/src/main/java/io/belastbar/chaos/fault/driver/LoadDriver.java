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
 * loadtest-service, which ends a run at the fault's time limit by itself. The fault's id is the key of the request: the
 * undo takes back what came with it, and what comes later starts nothing.
 */
@ApplicationScoped
public class LoadDriver implements FaultDriver<LoadFault> {
    private static final String LOADTEST = "loadtest";
    private static final String RUNNING = "RUNNING";
    private static final String FINISHED = "FINISHED";
    private static final String NOT_AFTER = "notAfter";

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
        return switch (answer) {
            case PeerAnswer.Unknown<JsonNode> unknown ->
                Optional.of(notHere(unknown.reason(), "loadtest-service dies sagt: " + unknown.reason()));
            case PeerAnswer.Known<JsonNode> known
            when action instanceof LoadFault.Change
                    && !known.body().path("state").asText().equals(RUNNING) -> {
                String state = known.body().path("state").asText();
                yield Optional.of(notHere(
                        "the run does not run but is " + state, "der Lauf nicht läuft, sondern " + state + " ist"));
            }
            case PeerAnswer.Known<JsonNode> known -> Optional.empty();
        };
    }

    private static Sentence notHere(String why, String german) {
        return NotHere.because(
                why,
                german,
                "apply the scenario, or start the run, and name it",
                "spielen Sie das Szenario ein, oder starten Sie den Lauf, und nennen Sie ihn");
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
            case LoadFault.Start start ->
                known(peers.post(
                        LOADTEST,
                        runs(start),
                        Map.of(
                                "scenario",
                                start.scenario(),
                                "labels",
                                Map.of("fault", fault.toString()),
                                NOT_AFTER,
                                notAfter.toString()),
                        fault.toString(),
                        JsonNode.class));
            case LoadFault.Change change -> {
                Map<String, Object> wanted = new LinkedHashMap<>();
                change.users().ifPresent(users -> wanted.put("users", users));
                change.ratePerSecond().ifPresent(rate -> wanted.put("ratePerSecond", rate));
                wanted.put(NOT_AFTER, notAfter.toString());
                known(peers.patch(LOADTEST, run(change.testRun()) + "/load", wanted, JsonNode.class));
            }
        }
    }

    @Override
    public void clear(UUID fault, LoadFault action) throws IOException {
        end(fault, action);
    }

    /** Asked once more to end, it says how it stands. */
    @Override
    public boolean isCleared(UUID fault, LoadFault action) throws IOException {
        return end(fault, action)
                .filter(run -> !run.path("state").asText().equals(FINISHED))
                .isEmpty();
    }

    /** The run that it ends; empty if there is none, and none will be. */
    private Optional<JsonNode> end(UUID fault, LoadFault action) throws IOException {
        PeerAnswer<JsonNode> answer =
                switch (action) {
                    case LoadFault.Start start -> peers.delete(LOADTEST, runs(start), fault.toString(), JsonNode.class);
                    case LoadFault.Change change -> peers.delete(LOADTEST, run(change.testRun()), JsonNode.class);
                };
        return answer instanceof PeerAnswer.Absent<JsonNode> ? Optional.empty() : Optional.of(known(answer));
    }

    private static String runs(LoadFault.Start start) {
        return "/api/v1/systems/" + HttpCall.encoded(start.system()) + "/test-runs";
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
