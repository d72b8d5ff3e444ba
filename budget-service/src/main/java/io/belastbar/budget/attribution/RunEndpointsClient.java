package io.belastbar.budget.attribution;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.belastbar.budget.BudgetConfig;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.web.security.ServiceToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Asks loadtest-service what a run showed without some times. Blocks: for virtual threads. */
@ApplicationScoped
class RunEndpointsClient {

    private final HttpClient http;
    private final ObjectReader reader;
    private final ServiceToken token;
    private final BudgetConfig config;

    RunEndpointsClient(ObjectMapper json, ServiceToken token, BudgetConfig config) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.factsTimeout())
                .build();
        this.reader = json.readerFor(Answer.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.token = token;
        this.config = config;
    }

    /** The endpoints, or why there is no answer. */
    sealed interface Rest {
        record Known(int secondsLeftOut, List<EndpointResult> endpoints) implements Rest {}

        record Unknown(String reason) implements Rest {}
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(int secondsLeftOut, List<EndpointResult> endpoints) {}

    /** Asks once. */
    Rest without(String runId, List<Trouble> times) {
        if (config.loadtestUrl().isEmpty()) {
            return new Rest.Unknown("belastbar.url.loadtest is not configured");
        }
        try {
            return read(
                    http.send(request(config.loadtestUrl().get(), runId, times), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException away) {
            var cause = away.getMessage() == null ? away.getClass().getSimpleName() : away.getMessage();
            return new Rest.Unknown("loadtest-service did not answer (" + cause + ")");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Rest.Unknown("budget-service was stopped while it asked loadtest-service");
        }
    }

    private HttpRequest request(URI base, String runId, List<Trouble> times) {
        var without = times.stream()
                .map(time -> "without=" + encoded(time.from() + "/" + time.to()))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(base.resolve("/api/v1/test-runs/" + encoded(runId) + "/endpoints?" + without))
                .timeout(config.factsTimeout())
                .header("Authorization", token.authorization())
                .header("Accept", "application/json")
                .GET()
                .build();
    }

    private Rest read(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            return new Rest.Unknown("loadtest-service answered with status " + response.statusCode());
        }
        try {
            Answer answer = reader.readValue(response.body());
            return new Rest.Known(answer.secondsLeftOut(), answer.endpoints());
        } catch (JsonProcessingException other) {
            return new Rest.Unknown("loadtest-service answered something else than endpoints");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
