package io.belastbar.chaos.gameday.measuring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.chaos.measure.ProbeOrder;
import io.belastbar.chaos.measure.Probes;
import io.belastbar.chaos.runbook.Measure.OldPrimary;
import io.belastbar.resilience.measure.sequence.SequenceRange;
import io.belastbar.web.outbound.HttpAnswer;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.target.TargetClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Has a former primary's data started alone by the control door, and reads them. Blocks: for virtual threads. */
@ApplicationScoped
class OldPrimaryClient {
    private static final Duration CALL_MAX = Duration.ofSeconds(40);
    private static final int TRIES_MAX = 60;
    private static final long PAUSE_MS = 1_000;
    private static final int NOT_YET = 503;
    private static final long ALONE_MS = Duration.ofMinutes(5).toMillis();

    private final TargetClient targets;
    private final Probes probes;
    private final ObjectMapper json;

    OldPrimaryClient(TargetClient targets, Probes probes, ObjectMapper json) {
        this.targets = targets;
        this.probes = probes;
        this.json = json;
    }

    /**
     * The rows of the game day's probe.
     *
     * @throws IOException if the control door does not start them
     * @throws SQLException if they cannot be read
     */
    List<SequenceRange> read(UUID gameDay, OldPrimary old, ProbeOrder order)
            throws IOException, SQLException, InterruptedException {
        String child = old.child().isPresent() ? old.child().get() : formerPrimary(old.control());
        start(old.control(), child);
        try {
            return readStarted(gameDay, old.target(), order);
        } finally {
            stop(old.control(), child);
        }
    }

    private void stop(String control, String child) throws InterruptedException {
        try {
            ask(control, HttpCall.send("POST", path(child, "stop-alone"), "application/json", "{}"));
        } catch (IOException away) {
            // It ends by itself.
        }
    }

    private void start(String control, String child) throws IOException, InterruptedException {
        String body = json.createObjectNode().put("expiresAfterMs", ALONE_MS).toString();
        for (int i = 1; true; i++) {
            HttpAnswer answer =
                    ask(control, HttpCall.send("POST", path(child, "start-alone"), "application/json", body));
            if (answer.isSuccess()) {
                return;
            }
            if (answer.status() != NOT_YET || i == TRIES_MAX) {
                throw new IOException(control + " answered " + answer.status() + ": " + said(answer));
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    private List<SequenceRange> readStarted(UUID gameDay, String target, ProbeOrder order)
            throws SQLException, InterruptedException {
        for (int i = 1; true; i++) {
            try {
                return probes.readOld(gameDay, target, order);
            } catch (SQLException starting) {
                if (i == TRIES_MAX / 2) {
                    throw starting;
                }
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    private String formerPrimary(String control) throws IOException, InterruptedException {
        HttpAnswer answer = ask(control, HttpCall.get("/children"));
        if (!answer.isSuccess()) {
            throw new IOException(control + " answered " + answer.status());
        }
        List<String> names = StreamSupport.stream(
                        json.readTree(answer.body()).path("children").spliterator(), false)
                .filter(child -> child.path("kind").asText().equals("postgresql"))
                .filter(child -> !child.path("role").asText().equals("primary"))
                .map(child -> child.path("name").asText())
                .toList();
        if (names.size() != 1) {
            throw new IOException("it is not clear which server was primary: name it as child of old-primary, one of "
                    + String.join(", ", names));
        }
        return names.getFirst();
    }

    private HttpAnswer ask(String control, HttpCall call) throws IOException, InterruptedException {
        return targets.send(control, control, call.within(CALL_MAX));
    }

    private String said(HttpAnswer answer) {
        try {
            JsonNode problem = json.readTree(answer.body());
            return problem.path("detail").asText(problem.path("error").asText());
        } catch (IOException noJson) {
            return "";
        }
    }

    private static String path(String child, String what) {
        return "/children/" + HttpCall.encoded(child) + "/" + what;
    }
}
