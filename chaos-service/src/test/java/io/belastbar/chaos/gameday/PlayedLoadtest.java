package io.belastbar.chaos.gameday;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Answers over real HTTP as loadtest-service does: to orders for a run once a key, and to questions for its figures. */
final class PlayedLoadtest implements AutoCloseable {
    private static final String PLACE = "belastbar.url.loadtest";

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Map<String, String> runs = new ConcurrentHashMap<>();
    private final String before = System.getProperty(PLACE);
    private final HttpServer server;
    private volatile int errorsInAThousand;

    PlayedLoadtest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        System.setProperty(PLACE, "http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<String> heard() {
        return heard;
    }

    void errorsInAThousand(int errors) {
        errorsInAThousand = errors;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String call = exchange.getRequestMethod() + " "
                    + URLDecoder.decode(exchange.getRequestURI().toString(), StandardCharsets.UTF_8);
            heard.add((call + " " + body).strip());
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            if (call.equals("POST /api/v1/systems/smartbav/test-runs")) {
                String run = runs.computeIfAbsent(
                        String.valueOf(key), one -> UUID.randomUUID().toString());
                send(exchange, 202, run(run, "QUEUED"));
            } else if (call.contains("/scenarios/absent")) {
                send(exchange, 404, "{\"status\":404,\"detail\":\"there is no scenario absent\"}");
            } else if (call.contains("/scenarios")) {
                send(exchange, 200, "{\"items\":[],\"name\":\"game-day-50\"}");
            } else if (call.contains("/figures?")) {
                send(exchange, 200, """
                        {"runId":"x","from":"2026-11-27T09:00:00Z","to":"2026-11-27T09:00:10Z","seconds":10,"figures":[
                         {"requests":100000,"errors":%d,"requestsPerSecond":10000.0,"errorsByClass":{},"response":[
                          {"quantile":0.99,"ms":12.0,"atLeastMs":11.0,"atMostMs":13.0}]}]}""".formatted(errorsInAThousand * 100));
            } else {
                send(exchange, 202, run("x", "RUNNING"));
            }
        }
    }

    private static String run(String id, String state) {
        return """
                {"runId":"%s","system":"smartbav","scenario":"game-day-50","scenarioVersion":1,"target":"smartbav-api",
                 "state":"%s","queuePosition":1,"requestedAt":"2026-11-27T09:00:00Z","requestedBy":"chaos",
                 "plannedDurationMs":300000,"maxVirtualUsers":50}""".formatted(id, state);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .add("Content-Type", status < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        if (before == null) {
            System.clearProperty(PLACE);
        } else {
            System.setProperty(PLACE, before);
        }
    }
}
