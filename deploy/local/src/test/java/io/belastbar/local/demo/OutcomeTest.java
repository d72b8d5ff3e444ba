package io.belastbar.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.belastbar.embedded.PrivateProperties;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that a busy machine keeps from what follows a run: each says it at the hundredth look only. */
class OutcomeTest {
    private static final int LOOKS = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    private HttpServer server;
    private Outcome outcome;

    @BeforeEach
    void startServer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        late("/api/v1/test-runs/r/evaluation", 404, "{}", "{\"verdict\":\"FAIL\"}");
        late("/api/v1/test-runs/r/causes", 404, "{}", "{\"endpoints\":[]}");
        late("/api/v1/systems/shop/findings", 200, "{\"items\":[]}", "{\"items\":[{\"id\":\"PE-001\"}]}");
        server.start();
        Files.createDirectories(home.resolve("run"));
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        PrivateProperties.write(
                home.resolve("run/connection.properties"),
                Map.of("belastbar.url.budget", url, "belastbar.url.profiling", url));
        PrivateProperties.write(home.resolve("run/tokens.properties"), Map.of("viewer", "v"));
        outcome = new Outcome(ApiClient.of(new BelastbarHome(home)), Duration.ofMillis(1));
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void evaluationIsAwaited() throws Exception {
        assertThat(outcome.evaluation("r").path("verdict").asText()).isEqualTo("FAIL");
    }

    @Test
    void findingsAreAwaitedAsLongAsTheEvaluation() throws Exception {
        var violated = JSON.readTree("{\"objectives\":[{\"verdict\":\"FAIL\"},{\"verdict\":\"PASS\"}]}");

        assertThat(outcome.findings("shop", violated)).hasSize(1);
    }

    @Test
    void causesAreAwaitedAsLongAsTheEvaluation() throws Exception {
        assertThat(outcome.causes("r")).isNotNull();
    }

    private void late(String path, int status, String before, String after) {
        var looks = new AtomicInteger();
        server.createContext(path, exchange -> {
            boolean there = looks.incrementAndGet() >= LOOKS;
            byte[] body = (there ? after : before).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(there ? 200 : status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
