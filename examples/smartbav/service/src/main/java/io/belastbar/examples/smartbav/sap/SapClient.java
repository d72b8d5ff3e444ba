package io.belastbar.examples.smartbav.sap;

import io.belastbar.faulttolerance.breaker.BreakerGuard;
import io.belastbar.faulttolerance.breaker.GuardRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** SAP's door for postings, through the circuit breaker {@code sap}. */
@ApplicationScoped
class SapClient {
    private static final String BREAKER = "sap";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /** Longer than the breaker waits; frees the connection of a call that the breaker has given up. */
    private static final Duration ABANDON_AFTER = Duration.ofSeconds(30);

    private static final int NO_ANSWER_IN_TIME = 408;
    private static final int TOO_MANY = 429;

    private final HttpClient http;
    private final Optional<URI> postings;
    private final BreakerGuard guard;

    SapClient(Vertx vertx, @ConfigProperty(name = "belastbar.url.sap") Optional<URI> sap, GuardRegistry breakers) {
        this.http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) CONNECT_TIMEOUT.toMillis()));
        this.postings = sap.map(base -> base.resolve("/postings"));
        this.guard = breakers.named(BREAKER);
    }

    boolean isConfigured() {
        return postings.isPresent();
    }

    /** Fails with {@link PostingRefused} when SAP will never take it, else as the breaker or the connection does. */
    Uni<Void> post(Posting posting) {
        return guard.call(() -> send(posting));
    }

    private Uni<Void> send(Posting posting) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(postings.orElseThrow().toString())
                .putHeader("Content-Type", "application/json")
                .putHeader("Idempotency-Key", posting.key())
                .setTimeout(ABANDON_AFTER.toMillis());
        return http.request(options).chain(call -> call.send(body(posting))).chain(answer -> answer.body()
                .chain(read -> outcome(answer.statusCode())));
    }

    private static Uni<Void> outcome(int status) {
        if (status / 100 == 2) {
            return Uni.createFrom().voidItem();
        }
        boolean later = status >= 500 || status == TOO_MANY || status == NO_ANSWER_IN_TIME;
        return Uni.createFrom()
                .failure(later ? new IllegalStateException("SAP answered " + status) : new PostingRefused(status));
    }

    private static String body(Posting posting) {
        return new JsonObject()
                .put("subject", posting.subject())
                .put("version", posting.id())
                .put("kind", posting.kind())
                .put("payload", new JsonObject(posting.payload()))
                .encode();
    }
}
