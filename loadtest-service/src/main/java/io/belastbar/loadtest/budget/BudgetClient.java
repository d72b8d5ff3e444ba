package io.belastbar.loadtest.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.web.security.ServiceToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks budget-service what was promised of a system. Blocks: for virtual threads. */
@ApplicationScoped
public class BudgetClient {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http;
    private final ObjectMapper json;
    private final ServiceToken token;
    private final LoadtestConfig config;

    BudgetClient(ObjectMapper json, ServiceToken token, LoadtestConfig config) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        this.json = json;
        this.token = token;
        this.config = config;
    }

    /** Asks once; {@link BudgetAnswer.Unknown} says why there is no budget. */
    public BudgetAnswer ask(String system) {
        if (config.budgetUrl().isEmpty()) {
            return new BudgetAnswer.Unknown("belastbar.url.budget is not configured");
        }
        try {
            HttpRequest request = request(config.budgetUrl().get(), system);
            return read(system, http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException away) {
            String cause = away.getMessage() == null ? away.getClass().getSimpleName() : away.getMessage();
            return new BudgetAnswer.Unknown("budget-service did not answer (" + cause + ")");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new BudgetAnswer.Unknown("loadtest-service was stopped while it asked budget-service");
        }
    }

    private HttpRequest request(URI base, String system) {
        String path = "/api/v1/systems/" + URLEncoder.encode(system, StandardCharsets.UTF_8) + "/budget";
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", token.authorization())
                .header("Accept", "application/json")
                .GET()
                .build();
    }

    private BudgetAnswer read(String system, HttpResponse<String> response) {
        if (response.statusCode() == 404) {
            return new BudgetAnswer.Unknown("the system " + system + " has no budget; store one with belastbar apply");
        }
        if (response.statusCode() != 200) {
            return new BudgetAnswer.Unknown("budget-service answered with status " + response.statusCode());
        }
        try {
            return new BudgetAnswer.Known(json.readTree(response.body()));
        } catch (JsonProcessingException other) {
            return new BudgetAnswer.Unknown("budget-service answered something else than a budget");
        }
    }
}
