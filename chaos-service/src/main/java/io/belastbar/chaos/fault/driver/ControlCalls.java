package io.belastbar.chaos.fault.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.chaos.ChaosConfig;
import io.belastbar.web.outbound.HttpAnswer;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** Calls of a target's control address, with the credential of the target's name if there is one. Blocks. */
@ApplicationScoped
class ControlCalls {
    private static final int SENTENCE_MAX = 300;

    private final TargetClient targets;
    private final CredentialStore credentials;
    private final ChaosConfig config;
    private final ObjectMapper json;

    ControlCalls(TargetClient targets, CredentialStore credentials, ChaosConfig config, ObjectMapper json) {
        this.targets = targets;
        this.credentials = credentials;
        this.config = config;
        this.json = json;
    }

    JsonNode send(String target, HttpCall call) throws IOException, InterruptedException {
        return send(target, call, config.controlTimeout(), Set.of());
    }

    /**
     * The answer as JSON; empty without a body.
     *
     * @param alsoGood statuses besides 2xx that are none of a failure
     * @throws IOException if there is no answer, or another one
     */
    JsonNode send(String target, HttpCall call, Duration limit, Set<Integer> alsoGood)
            throws IOException, InterruptedException {
        String credential = credentials.find(target).isPresent() ? target : null;
        HttpAnswer answer = targets.send(target, credential, call.within(limit));
        if (!answer.isSuccess() && !alsoGood.contains(answer.status())) {
            throw new IOException("%s%s answered %d%s"
                    .formatted(target, call.path().replaceFirst("\\?.*", ""), answer.status(), said(answer)));
        }
        return answer.body().length == 0 ? json.createObjectNode() : json.readTree(answer.body());
    }

    private String said(HttpAnswer answer) {
        try {
            JsonNode problem = json.readTree(answer.body());
            String detail = problem.path("detail").asText(problem.path("error").asText());
            return detail.isEmpty() ? "" : ": " + detail.substring(0, Math.min(detail.length(), SENTENCE_MAX));
        } catch (IOException noJson) {
            return "";
        }
    }
}
