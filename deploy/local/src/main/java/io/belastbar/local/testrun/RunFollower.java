package io.belastbar.local.testrun;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.progress.StreamFollower;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

/** Starts a test run, shows its progress until it has ended, and returns its result. */
public final class RunFollower {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICE = "loadtest";
    private static final int ENDED_TRIES = 150;
    private static final long INTERVAL_MS = 200;
    private static final int QUEUED_LOOKS = 10;

    private final ApiClient api;
    private final PrintStream out;
    private final ReportLanguage language;
    private final ProgressLine line;
    private final StreamFollower stream;

    public RunFollower(ApiClient api, PrintStream out, boolean terminal, ReportLanguage language) {
        this(api, out, new ProgressLine(out, terminal, language), language, StreamFollower.SILENCE_MAX);
    }

    RunFollower(ApiClient api, PrintStream out, ProgressLine line, ReportLanguage language, Duration silence) {
        this.api = api;
        this.out = out;
        this.language = language;
        this.line = line;
        this.stream = new StreamFollower(api, SERVICE, silence, (name, data) -> show(data), line::note);
    }

    /**
     * Asks for a run of a stored scenario.
     *
     * @param budget whether the system's budget gives thresholds too
     * @return the path of the run
     */
    public String start(String system, String scenario, boolean budget, Map<String, String> labels)
            throws IOException, InterruptedException {
        ObjectNode wanted = JSON.createObjectNode().put("scenario", scenario);
        if (budget) {
            wanted.put("budget", true);
        }
        if (!labels.isEmpty()) {
            labels.forEach(wanted.putObject("labels")::put);
        }
        var started = api.post(SERVICE, ApiPath.system(system) + "/test-runs", wanted.toString());
        if (started.status() != 202) {
            throw refused(started);
        }
        String run = started.location();
        out.println(language.say("\nRun ", "\nLauf ")
                + run.substring(run.lastIndexOf('/') + 1)
                + language.say(" of scenario ", " des Szenarios ")
                + scenario);
        return run;
    }

    private static CommandFailure refused(ApiClient.Answer answer) {
        boolean caller = answer.status() == 400 || answer.status() == 403 || answer.status() == 422;
        return new CommandFailure(
                caller ? ExitCodes.INVALID_INPUT : ExitCodes.ABORTED, answer.sentence("the run was not started"));
    }

    /** Ends the run early; what it has measured stays. */
    public void cancel(String run) throws IOException, InterruptedException {
        var answer = api.delete(SERVICE, run);
        if (!answer.isSuccess()) {
            throw new CommandFailure(ExitCodes.ABORTED, "the run was not ended: HTTP " + answer.status());
        }
    }

    /** The platform is about to be ended: what breaks from now on is no news, and nothing is shown any more. */
    public void abandon() {
        stream.abandon();
    }

    /** @return the run as the API shows it once it has a verdict */
    public JsonNode follow(String run) throws IOException, InterruptedException {
        awaitTurn(run);
        stream.follow(run);
        line.end();
        return ended(run);
    }

    /** While another run of the system is active, this one waits in a queue; a moment in it is not worth a line. */
    private void awaitTurn(String run) throws IOException, InterruptedException {
        String shown = "";
        JsonNode now = api.get(SERVICE, run).body();
        for (int looks = 0; now != null && "QUEUED".equals(now.path("state").asText()); looks++) {
            String position = now.path("queuePosition").asText("");
            if (looks >= QUEUED_LOOKS && !position.isEmpty() && !position.equals(shown)) {
                line.note(language.say("waiting for its turn, position ", "wartet, bis er an der Reihe ist, Platz ")
                        + position);
                shown = position;
            }
            Thread.sleep(INTERVAL_MS);
            now = api.get(SERVICE, run).body();
        }
    }

    private void show(String data) {
        try {
            line.show(JSON.readTree(data));
        } catch (JsonProcessingException notJson) {
            line.note(data);
        }
    }

    private JsonNode ended(String run) throws IOException, InterruptedException {
        for (int tries = 0; tries < ENDED_TRIES; tries++) {
            JsonNode body = api.get(SERVICE, run).body();
            if (body != null && body.hasNonNull("verdict")) {
                return body;
            }
            Thread.sleep(INTERVAL_MS);
        }
        throw new CommandFailure(ExitCodes.ABORTED, "the run has no verdict: " + run);
    }
}
