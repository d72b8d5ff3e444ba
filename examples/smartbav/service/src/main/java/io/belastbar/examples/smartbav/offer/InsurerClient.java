package io.belastbar.examples.smartbav.offer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The insurer's API over HTTP, without any protection: see {@link QuoteClient}. */
@ApplicationScoped
class InsurerClient {
    private static final int CONNECTIONS = 200;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /** Longer than the breaker waits; frees the connection of a call that the breaker has given up. */
    private static final Duration ABANDON_AFTER = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI quotes;
    private final ObjectMapper json;

    InsurerClient(Vertx vertx, @ConfigProperty(name = "belastbar.url.insurer") URI insurer, ObjectMapper json) {
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setConnectTimeout((int)
                        CONNECT_TIMEOUT.toMillis()));
        this.quotes = URI.create(insurer.toString().replaceFirst("/+$", "") + "/quotes");
        this.json = json;
    }

    /** Fails with {@link QuoteRefused} on status 400, {@link InsurerFailure} on any other but 200, with an I/O failure when there is no answer. */
    Uni<Quote> quote(QuoteRequest request) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(quotes.toString())
                .putHeader("Content-Type", "application/json")
                .setTimeout(ABANDON_AFTER.toMillis());
        return http.request(options)
                .chain(call -> send(call, request))
                .chain(InsurerClient::body)
                .map(this::parse);
    }

    private Uni<HttpClientResponse> send(HttpClientRequest call, QuoteRequest request) {
        return call.send(text(request));
    }

    private static Uni<Buffer> body(HttpClientResponse response) {
        return switch (response.statusCode()) {
            case 200 -> response.body();
            case 400 -> Uni.createFrom().failure(new QuoteRefused());
            default -> Uni.createFrom().failure(new InsurerFailure(response.statusCode()));
        };
    }

    private String text(QuoteRequest request) {
        try {
            return json.writeValueAsString(request);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("a quote request is a plain record", bug);
        }
    }

    private Quote parse(Buffer body) {
        try {
            return json.readValue(body.getBytes(), Quote.class);
        } catch (IOException notAQuote) {
            throw new InsurerFailure(200);
        }
    }
}
