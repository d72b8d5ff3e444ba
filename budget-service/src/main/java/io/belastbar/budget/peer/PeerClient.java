package io.belastbar.budget.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
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
import java.util.Map;

/** Asks another of our services, once, as this service. Blocks: for virtual threads. */
@ApplicationScoped
public class PeerClient {

    private final HttpClient http;
    private final ObjectMapper json;
    private final ServiceToken token;
    private final BudgetConfig config;

    PeerClient(ObjectMapper json, ServiceToken token, BudgetConfig config) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.factsTimeout())
                .build();
        this.json = json;
        this.token = token;
        this.config = config;
    }

    /** What came back. */
    public sealed interface Answer<T> {

        /** The body, understood. */
        record Known<T>(T body) implements Answer<T> {}

        /**
         * No body that could be used.
         *
         * @param status 0 if the service did not answer
         * @param reason a sentence part for a person
         */
        record Unknown<T>(int status, String reason) implements Answer<T> {}
    }

    /**
     * Reads something.
     *
     * @param service as a person knows it, for example {@code loadtest-service}
     */
    public <T> Answer<T> get(String service, URI address, Class<T> type) {
        return send(service, request(address).GET().build(), type);
    }

    /** Asks for something to be done, once: the same key asks for the same. */
    public <T> Answer<T> post(String service, URI address, Map<String, ?> body, String key, Class<T> type) {
        try {
            var request = request(address)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", key)
                    .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                    .build();
            return send(service, request, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + body, e);
        }
    }

    /** A text that may stand in an address. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address)
                .timeout(config.factsTimeout())
                .header("Authorization", token.authorization())
                .header("Accept", "application/json");
    }

    private <T> Answer<T> send(String service, HttpRequest request, Class<T> type) {
        try {
            return read(service, http.send(request, HttpResponse.BodyHandlers.ofString()), type);
        } catch (IOException away) {
            var cause = away.getMessage() == null ? away.getClass().getSimpleName() : away.getMessage();
            return new Answer.Unknown<>(0, service + " did not answer (" + cause + ")");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Answer.Unknown<>(0, "budget-service was stopped while it asked " + service);
        }
    }

    private <T> Answer<T> read(String service, HttpResponse<String> response, Class<T> type) {
        if (response.statusCode() >= 300) {
            return new Answer.Unknown<>(
                    response.statusCode(), service + " answered with status " + response.statusCode());
        }
        try {
            return new Answer.Known<>(json.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(response.body()));
        } catch (JsonProcessingException other) {
            return new Answer.Unknown<>(response.statusCode(), service + " answered something else than it should");
        }
    }
}
