package io.belastbar.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.api.ApiClient;
import java.io.IOException;
import java.time.Duration;

/** Waits for what follows a run: its evaluation, and the findings in the register. */
final class Outcome {
    private static final int TRIES = 400;

    private final ApiClient api;
    private final Duration interval;

    Outcome(ApiClient api) {
        this(api, Duration.ofMillis(250));
    }

    /** @param interval between two looks */
    Outcome(ApiClient api, Duration interval) {
        this.api = api;
        this.interval = interval;
    }

    JsonNode evaluation(String runId) throws IOException, InterruptedException {
        for (int tries = 0; tries < TRIES; tries++) {
            var answer = api.get("budget", "/api/v1/test-runs/" + runId + "/evaluation");
            if (answer.isSuccess()) {
                return answer.body();
            }
            Thread.sleep(interval);
        }
        throw new CommandFailure(
                ExitCodes.ABORTED, "run " + runId + " was not evaluated; see the log of budget-service");
    }

    /** Where the time of the run's endpoints went; null if that is not known in time. */
    JsonNode causes(String runId) throws IOException, InterruptedException {
        for (int tries = 0; tries < TRIES; tries++) {
            var answer = api.get("profiling", "/api/v1/test-runs/" + runId + "/causes");
            if (answer.isSuccess()) {
                return answer.body();
            }
            Thread.sleep(interval);
        }
        return null;
    }

    /** Every violation is told: waits until the register has as many findings and symptoms as the evaluation raised. */
    JsonNode findings(String system, JsonNode evaluation) throws IOException, InterruptedException {
        long violations = 0;
        for (JsonNode objective : evaluation.path("objectives")) {
            violations += "FAIL".equals(objective.path("verdict").asText()) ? 1 : 0;
        }
        JsonNode items = null;
        for (int tries = 0; tries < TRIES; tries++) {
            items = api.get("profiling", "/api/v1/systems/" + system + "/findings?limit=100")
                    .body()
                    .path("items");
            long told = items.size();
            for (JsonNode finding : items) {
                told += finding.path("symptoms").size();
            }
            if (told >= violations && (violations == 0 || !items.isEmpty())) {
                return items;
            }
            Thread.sleep(interval);
        }
        return items;
    }
}
