package io.belastbar.budget.regression;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.BudgetConfig;
import io.belastbar.web.security.ServiceToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Orders a run of the scenario in which a regression is suspected. Blocks: for virtual threads. */
@ApplicationScoped
class ConfirmationRunClient {

    private static final Logger LOG = Logger.getLogger(ConfirmationRunClient.class);
    private static final int ACCEPTED = 202;

    private final HttpClient http;
    private final ObjectMapper json;
    private final ServiceToken token;
    private final BudgetConfig config;

    ConfirmationRunClient(ObjectMapper json, ServiceToken token, BudgetConfig config) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.factsTimeout())
                .build();
        this.json = json;
        this.token = token;
        this.config = config;
    }

    /** The run's id; empty, with a line in the log, if loadtest-service did not take the order. */
    Optional<String> order(Change change) {
        if (config.loadtestUrl().isEmpty()) {
            return Optional.empty();
        }
        try {
            var answer = http.send(request(change), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == ACCEPTED) {
                return Optional.of(json.readTree(answer.body()).path("runId").asText(null))
                        .or(() -> answer.headers().firstValue("Location"));
            }
            LOG.warnf(
                    "Confirmation run refused: changeId=%s status=%d %s",
                    change.changeId(), answer.statusCode(), answer.body());
        } catch (IOException away) {
            LOG.warnf("Confirmation run not ordered: changeId=%s %s", change.changeId(), away.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private HttpRequest request(Change change) throws IOException {
        var system = URLEncoder.encode(change.series().system(), StandardCharsets.UTF_8);
        var body = json.writeValueAsString(
                Map.of("scenario", change.series().scenario(), "labels", Map.of("confirms", change.changeId())));
        return HttpRequest.newBuilder(
                        config.loadtestUrl().orElseThrow().resolve("/api/v1/systems/" + system + "/test-runs"))
                .timeout(config.factsTimeout())
                .header("Authorization", token.authorization())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "confirm-" + change.changeId())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
