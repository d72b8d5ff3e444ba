package io.belastbar.web.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.web.outbound.OutboundClient;
import io.belastbar.web.outbound.RoughServer;
import io.belastbar.web.security.ServiceToken;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PeerClientTest {

    private static final String JSON = "Content-Type: application/json\r\n";

    record Thing(String name) {}

    @Test
    void asksAsThisServiceAndReadsWhatItKnows() throws Exception {
        try (var peer = RoughServer.answering(200, JSON, "{\"name\":\"a\",\"newer\":[1]}")) {
            assertThat(get(peer)).isEqualTo(new PeerAnswer.Known<>(new Thing("a")));
            assertThat(peer.received().getFirst())
                    .startsWith("GET /prefix/api/v1/things?x=1 HTTP/1.1")
                    .contains("Authorization: Bearer t0ken", "Accept: application/json");
        }
    }

    @Test
    void ordersWithAKey() throws Exception {
        try (var peer = RoughServer.answering(202, JSON, "{\"name\":\"a\"}")) {
            var answer = client(peer).post("loadtest", "/api/v1/things", Map.of("wanted", "ü"), "key-1", Thing.class);

            assertThat(answer).isEqualTo(new PeerAnswer.Known<>(new Thing("a")));
            assertThat(peer.received().getFirst())
                    .startsWith("POST /prefix/api/v1/things HTTP/1.1")
                    .contains("Idempotency-Key: key-1", "Content-Type: application/json")
                    .endsWith("{\"wanted\":\"ü\"}");
        }
    }

    @Test
    void notFoundIsAbsent() throws Exception {
        try (var peer = RoughServer.answering(404, JSON, "{\"detail\":\"no run\"}")) {
            assertThat(get(peer)).isEqualTo(new PeerAnswer.Absent<>("loadtest-service answered with status 404"));
        }
    }

    @Test
    void aProblemIsQuoted() throws Exception {
        try (var peer = RoughServer.answering(
                503,
                "Content-Type: application/problem+json\r\nRetry-After: 3\r\n",
                "{\"type\":\"urn:belastbar:problem:unavailable\",\"status\":503,\"detail\":\"PostgreSQL is away\"}")) {
            assertThat(get(peer)).isEqualTo(failed("loadtest-service answered with status 503: PostgreSQL is away"));
        }
    }

    @Test
    void whatAProxySaysIsNotQuoted() throws Exception {
        try (var proxy = RoughServer.answering(502, "Content-Type: text/html\r\n", "<html>bad gateway")) {
            assertThat(get(proxy)).isEqualTo(failed("loadtest-service answered with status 502"));
        }
    }

    @Test
    void anotherBodyThanExpectedIsNoAnswer() throws Exception {
        for (String body : new String[] {"<html>login", "", "null", "[]", "{\"name\":"}) {
            try (var peer = RoughServer.answering(200, JSON, body)) {
                assertThat(get(peer))
                        .as(body)
                        .isEqualTo(failed("loadtest-service answered something else than it should"));
            }
        }
    }

    @Test
    void aRedirectIsNoAnswer() throws Exception {
        try (var elsewhere = RoughServer.answering(200, JSON, "{\"name\":\"a\"}");
                var peer = RoughServer.answering(301, "Location: " + elsewhere.uri() + "\r\n", "")) {
            assertThat(get(peer)).isEqualTo(failed("loadtest-service answered with status 301"));
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void silenceIsToldFromAnAnswer() throws Exception {
        try (var silent = new RoughServer(out -> {})) {
            var answer = client(silent, Duration.ofMillis(200)).get("loadtest", "/", Thing.class);

            assertThat(answer).isEqualTo(failed("loadtest-service did not answer (no whole answer within 200 ms)"));
        }
    }

    @Test
    void whatTakesItsTimeHasALimitOfItsOwn() throws Exception {
        try (var silent = new RoughServer(out -> {});
                var peer = RoughServer.answering(200, JSON, "{\"name\":\"a\"}")) {
            assertThat(client(silent).within(Duration.ofMillis(200)).get("loadtest", "/", Thing.class))
                    .isEqualTo(failed("loadtest-service did not answer (no whole answer within 200 ms)"));
            assertThat(client(peer, Duration.ofNanos(1))
                            .within(Duration.ofSeconds(60))
                            .get("loadtest", "/", Thing.class))
                    .isEqualTo(new PeerAnswer.Known<>(new Thing("a")));
        }
    }

    @Test
    void aPeerThatNobodyConfiguredIsNotAsked() throws Exception {
        try (var peer = RoughServer.answering(200, JSON, "{}")) {
            assertThat(client(peer).get("capacity", "/", Thing.class))
                    .isEqualTo(failed("belastbar.url.capacity is not configured"));
            assertThat(client(peer).get("chaos", "/", Thing.class))
                    .isEqualTo(failed("belastbar.url.chaos is not configured"));
        }
    }

    @Test
    void whoIsStoppedStaysInterrupted() throws Exception {
        try (var silent = new RoughServer(out -> {})) {
            Thread.currentThread().interrupt();
            var answer = get(silent);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(answer).isEqualTo(failed("this service was stopped while it asked loadtest-service"));
        }
    }

    private static PeerAnswer<Thing> failed(String reason) {
        return new PeerAnswer.Failed<>(reason);
    }

    private static PeerAnswer<Thing> get(RoughServer peer) throws IOException {
        return client(peer).get("loadtest", "/api/v1/things?x=1", Thing.class);
    }

    private static PeerClient client(RoughServer peer) {
        return client(peer, Duration.ofSeconds(60));
    }

    private static PeerClient client(RoughServer peer, Duration timeout) {
        var config = new SmallRyeConfigBuilder()
                .withDefaultValue("belastbar.url.loadtest", peer.uri() + "/prefix")
                .withDefaultValue("belastbar.url.chaos", "")
                .addDefaultInterceptors()
                .build();
        return new PeerClient(
                new PeerCallClient(new OutboundClient(Duration.ofSeconds(60)), OpenTelemetry.noop()),
                new ObjectMapper(),
                new ServiceToken("t0ken"),
                config,
                timeout);
    }
}
