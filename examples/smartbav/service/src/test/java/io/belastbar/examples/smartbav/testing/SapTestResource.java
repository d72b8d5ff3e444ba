package io.belastbar.examples.smartbav.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * An SAP system for tests: {@code PUT /mode} with {@code answer}, {@code fail}, {@code refuse}, {@code hang} or {@code
 * late} (taken, and never answered); {@code GET /taken} has a line {@code key arrivals body} for each posting in the
 * order in which they first came.
 */
public final class SapTestResource implements QuarkusTestResourceLifecycleManager {
    private record Taken(int arrivals, String body) {}

    private final Map<String, Taken> taken = new LinkedHashMap<>();
    private volatile String mode = "answer";
    private HttpServer server;
    private ExecutorService executor;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new IllegalStateException("test SAP", failure);
        }
        executor = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(executor);
        server.createContext("/postings", this::post);
        server.createContext("/mode", call -> {
            mode = text(call);
            answer(call, 200, mode);
        });
        server.createContext("/taken", call -> answer(call, 200, lines()));
        server.start();
        return Map.of(
                "belastbar.url.sap",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "belastbar.breakers.sap.timeout",
                "1s",
                "belastbar.breakers.sap.open-delay",
                "1s");
    }

    @Override
    public void stop() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void post(HttpExchange call) throws IOException {
        String body = text(call);
        switch (mode) {
            case "answer" -> {
                take(call, body);
                answer(call, 201, "{}");
            }
            case "late" -> take(call, body);
            case "fail" -> answer(call, 500, "{}");
            case "refuse" -> answer(call, 400, "{}");
            case "hang" -> {}
            default -> throw new IllegalStateException(mode);
        }
    }

    private synchronized void take(HttpExchange call, String body) {
        taken.merge(
                call.getRequestHeaders().getFirst("Idempotency-Key"),
                new Taken(1, body),
                (known, again) -> new Taken(known.arrivals() + 1, known.body()));
    }

    private synchronized String lines() {
        return taken.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().arrivals() + " "
                        + entry.getValue().body())
                .collect(Collectors.joining("\n"));
    }

    private static String text(HttpExchange call) throws IOException {
        return new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange call, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
