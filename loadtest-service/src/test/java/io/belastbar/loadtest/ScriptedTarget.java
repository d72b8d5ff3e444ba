package io.belastbar.loadtest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A registered target that answers after 20 ms, and one that is not there. {@code /steered/most} says how many requests
 * {@code /steered} has had to answer at once.
 */
public class ScriptedTarget implements QuarkusTestResourceLifecycleManager {

    private final AtomicInteger steered = new AtomicInteger();
    private final AtomicInteger steeredMost = new AtomicInteger();
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 200);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/auth/login", exchange -> answer(exchange, 200, "{\"access_token\":\"t0k3n\"}"));
        server.createContext("/api/v1/employees", exchange -> {
            boolean known = "Bearer t0k3n".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, known ? 200 : 401, "{\"items\":[{\"id\":\"e1\"}]}");
        });
        server.createContext("/steered", this::steered);
        server.createContext("/steered/most", exchange -> answer(exchange, 200, steeredMost.toString()));
        server.start();
        return Map.ofEntries(
                Map.entry(
                        "belastbar.targets.it-target.url",
                        "http://127.0.0.1:" + server.getAddress().getPort()),
                Map.entry("belastbar.targets.it-target.environment", "local"),
                Map.entry("belastbar.targets.it-absent.url", "http://127.0.0.1:1"),
                Map.entry("belastbar.targets.it-absent.environment", "local"),
                Map.entry("belastbar.targets.it-nocred.url", "postgresql://127.0.0.1:1/shop"),
                Map.entry("belastbar.targets.it-noca.url", "https://127.0.0.1:1"),
                Map.entry("belastbar.targets.it-noca.ca", "/no/such/ca.pem"),
                Map.entry("belastbar.loadtest.target-gone-after", "2s"),
                // A busy machine must neither look like a PostgreSQL that is away nor make a run INVALID.
                Map.entry("belastbar.loadtest.storage-gone-after", "20s"),
                Map.entry("belastbar.loadtest.lateness-limit", "30s"),
                Map.entry("belastbar.loadtest.max-queued-runs", "3"));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void steered(HttpExchange exchange) throws IOException {
        int now = steered.incrementAndGet();
        steeredMost.accumulateAndGet(now, Math::max);
        try {
            answer(exchange, 200, "{}");
        } finally {
            steered.decrementAndGet();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        try {
            Thread.sleep(20);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
