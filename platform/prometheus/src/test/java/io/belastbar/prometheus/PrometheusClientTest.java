package io.belastbar.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.belastbar.web.outbound.OutboundClient;
import io.belastbar.web.problem.TargetNotAllowed;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.Credentials;
import io.belastbar.web.target.Environment;
import io.belastbar.web.target.ObservedRoles;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetClient;
import io.belastbar.web.target.TargetRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusClientTest {

    private static final Instant AT = Instant.parse("2025-11-21T06:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final PrometheusServer server = new PrometheusServer("monitoring", "reader", PATIENCE);
    private int status = 200;
    private String body = "";
    private HttpServer http;

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestURI() + " " + form + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    @Test
    void asksForANumberBelowThePrefix() throws Exception {
        body = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"0.5\"]}]}}";

        assertThat(client().query(server, "sum(rate(x{a=\"b+c\"}[5m]))", AT))
                .isEqualTo(new PrometheusAnswer.Value<>(0.5));
        assertThat(asked)
                .containsExactly("/prom/api/v1/query query=sum%28rate%28x%7Ba%3D%22b%2Bc%22%7D%5B5m%5D%29%29"
                        + "&time=2025-11-21T06%3A00%3A00Z Basic cmVhZGVyOnNlY3JldA==");
    }

    @Test
    void asksForSeriesOverTime() throws Exception {
        body = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                + "{\"metric\":{\"job\":\"a\"},\"values\":[[1763704800,\"1\"]]}]}}";

        assertThat(client().queryRange(server, "up", AT, AT.plusSeconds(60), Duration.ofMillis(1500)))
                .isInstanceOf(PrometheusAnswer.Value.class);
        assertThat(asked.getFirst())
                .startsWith("/prom/api/v1/query_range query=up&start=2025-11-21T06%3A00%3A00Z"
                        + "&end=2025-11-21T06%3A01%3A00Z&step=1.5 ");
    }

    @Test
    void aRefusedQueryIsToldWithItsReason() throws Exception {
        status = 422;
        body = "{\"status\":\"error\",\"error\":\"exceeded maximum resolution of 11,000 points\"}";

        assertThat(client().queryRange(server, "up", AT, AT, Duration.ofMillis(1)))
                .isEqualTo(new PrometheusAnswer.Nothing<>(
                        "Prometheus refused the query: exceeded maximum resolution of 11,000 points"));
    }

    @Test
    void aProxysAnswerIsNotRead() throws Exception {
        status = 503;
        body = "<html>busy";

        assertThat(client().query(server, "up", AT))
                .isEqualTo(new PrometheusAnswer.Nothing<>("Prometheus answered with status 503"));
        assertThat(client().queryRange(server, "up", AT, AT, PATIENCE))
                .isEqualTo(new PrometheusAnswer.Nothing<>("Prometheus answered with status 503"));
    }

    @Test
    void aServerThatIsGoneOrUnknownIsNoAnswer() {
        http.stop(0);

        assertThatThrownBy(() -> client().query(server, "up", AT)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client().query(new PrometheusServer("other", null, PATIENCE), "up", AT))
                .isInstanceOf(TargetNotAllowed.class);
    }

    private PrometheusClient client() {
        var url = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/prom/");
        var target = new Target("monitoring", url, Optional.of(Environment.TEST), ObservedRoles.ALL);
        return new PrometheusClient(
                new TargetClient(
                        new OutboundClient(Duration.ofSeconds(3)),
                        new TargetRegistry(Map.of("monitoring", target)),
                        new CredentialStore(Map.of("reader", new Credentials("reader", "secret")))),
                new ObjectMapper());
    }
}
