package io.belastbar.budget.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.BudgetConfig;
import io.belastbar.web.security.ServiceToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Asks profiling-service what the database did during a run. Blocks: for virtual threads. */
@ApplicationScoped
public class DatabaseFactsClient {

    private final HttpClient http;
    private final ObjectMapper json;
    private final ServiceToken token;
    private final BudgetConfig config;

    DatabaseFactsClient(ObjectMapper json, ServiceToken token, BudgetConfig config) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.factsTimeout())
                .build();
        this.json = json;
        this.token = token;
        this.config = config;
    }

    /** Asks once. {@link FactsAnswer.Unknown} says why there is no answer yet. */
    public FactsAnswer ask(String runId) {
        if (config.profilingUrl().isEmpty()) {
            return new FactsAnswer.Unknown("belastbar.url.profiling is not configured");
        }
        try {
            return read(http.send(request(config.profilingUrl().get(), runId), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException away) {
            var cause = away.getMessage() == null ? away.getClass().getSimpleName() : away.getMessage();
            return new FactsAnswer.Unknown("profiling-service did not answer (" + cause + ")");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new FactsAnswer.Unknown("budget-service was stopped while it asked profiling-service");
        }
    }

    private HttpRequest request(URI base, String runId) {
        var path = "/api/v1/test-runs/" + URLEncoder.encode(runId, StandardCharsets.UTF_8) + "/database-facts";
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(config.factsTimeout())
                .header("Authorization", token.authorization())
                .header("Accept", "application/json")
                .GET()
                .build();
    }

    private FactsAnswer read(HttpResponse<String> response) {
        if (response.statusCode() == 404) {
            return new FactsAnswer.Unknown("profiling-service has no database facts of this run");
        }
        if (response.statusCode() != 200) {
            return new FactsAnswer.Unknown("profiling-service answered with status " + response.statusCode());
        }
        try {
            return new FactsAnswer.Known(json.readValue(response.body(), DatabaseFacts.class));
        } catch (JsonProcessingException other) {
            return new FactsAnswer.Unknown("profiling-service answered something else than database facts");
        }
    }
}
