package io.belastbar.budget;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Stands where profiling-service and loadtest-service would stand: answers facts that a test put there, 404 for other
 * runs, and takes orders of confirmation runs, each when it comes again: to the first one it answers 503. Tests speak to it by
 * HTTP, because they live in another class loader.
 */
public class ProfilingPeer implements QuarkusTestResourceLifecycleManager {

    private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();
    private final Set<String> ordered = ConcurrentHashMap.newKeySet();
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v1/test-runs/", this::answer);
        server.createContext("/api/v1/systems/", this::takeOrder);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "belastbar.url.profiling",
                url,
                "belastbar.url.loadtest",
                url,
                "belastbar.budget.facts-wait",
                "2s",
                "belastbar.budget.facts-retry",
                "1s",
                "belastbar.peer.timeout",
                "60s",
                "belastbar.budget.lease",
                "120s");
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    /** As loadtest-service takes the order of a run: the key of the order becomes its id, so that a test can tell. */
    private void takeOrder(HttpExchange exchange) throws IOException {
        try (exchange) {
            var order = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            if (ordered.add(key)) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            var labelled = order.contains("\"confirms\"") && order.contains("\"scenario\":\"demo\"");
            var body = ("{\"runId\": \"run-" + key + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(labelled ? 202 : 400, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("PUT")) {
                bodies.put(path, exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            var authorised =
                    "Bearer service-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            var body = bodies.get(path);
            if (!authorised || body == null) {
                exchange.sendResponseHeaders(authorised ? 404 : 401, -1);
                return;
            }
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
