package io.belastbar.budget;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Stands where a Prometheus server would stand, registered as target {@code monitoring}: answers the values that a test
 * put there by query, and no series for other queries. Tests speak to it by HTTP, because they live in another class
 * loader.
 */
public class PrometheusPeer implements QuarkusTestResourceLifecycleManager {

    private final Map<String, String> values = new ConcurrentHashMap<>();
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/values/", this::put);
        server.createContext("/api/v1/query", this::answer);
        server.createContext("/api/v1/query_range", this::answerRange);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return Map.of(
                "belastbar.budget.measurements.query-timeout",
                "10s",
                "belastbar.targets.orders-db.url",
                "postgresql://127.0.0.1:1/orders",
                "belastbar.targets.monitoring.url",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void put(HttpExchange exchange) throws IOException {
        try (exchange) {
            var query = exchange.getRequestURI().getPath().substring("/values/".length());
            values.put(query, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var query = URLDecoder.decode(form.substring("query=".length(), form.indexOf('&')), StandardCharsets.UTF_8);
            var value = values.get(query);
            var series = value == null ? "" : "{\"metric\":{},\"value\":[1763704800,\"" + value + "\"]}";
            var body = ("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + series + "]}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** One series that reads the same at every step. */
    private void answerRange(HttpExchange exchange) throws IOException {
        try (exchange) {
            var form = new HashMap<String, String>();
            for (var field : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&")) {
                var pair = field.split("=", 2);
                form.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            }
            var value = values.get(form.get("query"));
            var seen = new StringJoiner(",");
            for (var at = Instant.parse(form.get("start"));
                    !at.isAfter(Instant.parse(form.get("end")));
                    at = at.plusMillis(Math.round(Double.parseDouble(form.get("step")) * 1_000))) {
                seen.add("[" + at.toEpochMilli() / 1e3 + ",\"" + value + "\"]");
            }
            var series = value == null ? "" : "{\"metric\":{\"instance\":\"a\"},\"values\":[" + seen + "]}";
            var body = ("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + series + "]}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
