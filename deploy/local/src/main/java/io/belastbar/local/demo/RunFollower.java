package io.belastbar.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.api.ApiClient;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Stream;

/** Starts a test run, shows its progress, and returns its result. */
final class RunFollower {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data:";
    private static final long PLAIN_INTERVAL_MS = 5000;
    private static final int ENDED_TRIES = 100;
    private static final long ENDED_INTERVAL_MS = 200;

    private final ApiClient api;
    private final PrintStream out;
    private final boolean terminal;
    private long shownInterval;

    RunFollower(ApiClient api, PrintStream out, boolean terminal) {
        this.api = api;
        this.out = out;
        this.terminal = terminal;
    }

    JsonNode startAndFollow(String system, String scenario) throws IOException, InterruptedException {
        var started =
                api.post("loadtest", "/api/v1/systems/" + system + "/test-runs", "{\"scenario\":\"" + scenario + "\"}");
        if (started.status() != 202) {
            throw new CommandFailure(
                    ExitCodes.ABORTED,
                    "the run was not started: HTTP %d %s".formatted(started.status(), started.body()));
        }
        String run = started.location();
        out.println("\nRun " + run.substring(run.lastIndexOf('/') + 1) + " of scenario " + scenario);
        try (Stream<String> lines = api.events("loadtest", run + "/progress")) {
            lines.filter(line -> line.startsWith(DATA)).forEach(line -> show(line.substring(DATA.length())));
        }
        out.println();
        return ended(run);
    }

    private void show(String data) {
        try {
            JsonNode progress = JSON.readTree(data);
            if (!progress.has("requests")) {
                return;
            }
            String line = String.format(
                    Locale.ROOT,
                    "  %3d s  %3d users  %6d requests  %d errors  p95 %.0f ms",
                    progress.path("elapsedMs").asLong() / 1000,
                    progress.path("virtualUsers").asInt(),
                    progress.path("requests").asLong(),
                    progress.path("errors").asLong(),
                    progress.path("p95LatencyMs").asDouble());
            if (terminal) {
                out.print("\r" + line);
                out.flush();
            } else if (progress.path("elapsedMs").asLong() / PLAIN_INTERVAL_MS != shownInterval) {
                shownInterval = progress.path("elapsedMs").asLong() / PLAIN_INTERVAL_MS;
                out.println(line);
            }
        } catch (IOException notJson) {
            out.println("  " + data);
        }
    }

    private JsonNode ended(String run) throws IOException, InterruptedException {
        for (int tries = 0; tries < ENDED_TRIES; tries++) {
            JsonNode body = api.get("loadtest", run).body();
            if (body != null && body.hasNonNull("verdict")) {
                return body;
            }
            Thread.sleep(ENDED_INTERVAL_MS);
        }
        throw new CommandFailure(ExitCodes.ABORTED, "the run has no verdict: " + run);
    }
}
