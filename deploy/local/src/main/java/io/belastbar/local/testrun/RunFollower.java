package io.belastbar.local.testrun;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Starts a test run, shows its progress until it has ended, and returns its result. */
public final class RunFollower {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICE = "loadtest";
    /** A run says something about every second. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

    private static final int SILENT_STREAMS_MAX = 20;
    private static final int ENDED_TRIES = 150;
    private static final long INTERVAL_MS = 200;
    private static final int QUEUED_LOOKS = 10;

    private final ApiClient api;
    private final PrintStream out;
    private final ProgressLine line;
    private final Duration silence;
    private volatile boolean finished;
    private volatile boolean abandoned;
    private volatile long received;
    private volatile long lines;

    public RunFollower(ApiClient api, PrintStream out, boolean terminal) {
        this(api, out, terminal, SILENCE_MAX);
    }

    RunFollower(ApiClient api, PrintStream out, boolean terminal, Duration silence) {
        this.api = api;
        this.out = out;
        this.silence = silence;
        this.line = new ProgressLine(out, terminal);
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
        out.println("\nRun " + run.substring(run.lastIndexOf('/') + 1) + " of scenario " + scenario);
        return run;
    }

    private static CommandFailure refused(ApiClient.Answer answer) {
        boolean caller = answer.status() == 400 || answer.status() == 403 || answer.status() == 422;
        String detail =
                answer.body() == null ? "" : ": " + answer.body().path("detail").asText();
        return new CommandFailure(
                caller ? ExitCodes.INVALID_INPUT : ExitCodes.ABORTED,
                "the run was not started: HTTP " + answer.status() + detail);
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
        abandoned = true;
    }

    /** @return the run as the API shows it once it has a verdict */
    public JsonNode follow(String run) throws IOException, InterruptedException {
        awaitTurn(run);
        var reader = new EventReader(this::event);
        int silent = 0;
        while (!finished && !abandoned && silent < SILENT_STREAMS_MAX) {
            long before = received;
            stream(run, reader);
            silent = received > before ? 0 : silent + 1;
            if (!finished) {
                Thread.sleep(INTERVAL_MS);
            }
        }
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
                line.note("waiting for its turn, position " + position);
                shown = position;
            }
            Thread.sleep(INTERVAL_MS);
            now = api.get(SERVICE, run).body();
        }
    }

    /** One that breaks, or is silent for too long, is opened again by the caller, after the last event that was seen. */
    private void stream(String run, EventReader reader) throws IOException, InterruptedException {
        reader.reset();
        var reading = new FutureTask<Void>(() -> read(run, reader), null);
        Thread thread = Thread.ofVirtual().start(reading);
        for (long seen = -1; seen != lines; ) {
            seen = lines;
            try {
                reading.get(silence.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException another) {
                continue;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof CommandFailure refused) {
                    throw refused;
                }
                throw new IOException(e.getCause());
            }
        }
        thread.interrupt();
        thread.join();
        line.note("the progress stream is silent; opening it again");
        // Fails, with a sentence, when the service hangs.
        api.get(SERVICE, run);
    }

    private void read(String run, EventReader reader) {
        try (Stream<String> events = api.events(SERVICE, run + "/progress", reader.lastId())) {
            events.forEach(text -> {
                lines++;
                reader.line(text);
            });
        } catch (InterruptedException silent) {
            Thread.currentThread().interrupt();
        } catch (IOException | UncheckedIOException broken) {
            if (!abandoned && !Thread.currentThread().isInterrupted()) {
                line.note("the progress stream broke (" + broken.getMessage() + "); opening it again");
            }
        }
    }

    private void event(String name, String data) {
        received++;
        if (abandoned) {
            return;
        }
        if (name.equals("finished")) {
            finished = true;
            return;
        }
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
