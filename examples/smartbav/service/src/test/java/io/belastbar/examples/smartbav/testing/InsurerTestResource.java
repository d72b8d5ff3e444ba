package io.belastbar.examples.smartbav.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An insurer for tests: {@code PUT /mode} with {@code answer}, {@code fail}, {@code refuse} or {@code hang};
 * {@code GET /calls} counts the quotes asked for since. Also gives
 * the breaker times in which even a busy machine asks and is answered.
 */
public final class InsurerTestResource implements QuarkusTestResourceLifecycleManager {
    private static final String QUOTE = """
            {"quoteId":"q-1","monthlyContribution":160.00,"guaranteedMonthlyPension":142.02,
             "validUntil":"2099-01-01T00:00:00Z","termYears":25}""";

    private final AtomicInteger calls = new AtomicInteger();
    private volatile String mode = "answer";
    private HttpServer server;
    private ExecutorService executor;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new IllegalStateException("test insurer", failure);
        }
        executor = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(executor);
        server.createContext("/quotes", this::quote);
        server.createContext("/mode", this::change);
        server.createContext("/calls", call -> answer(call, 200, Integer.toString(calls.get())));
        server.start();
        return Map.of(
                "belastbar.url.insurer",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "belastbar.breakers.versicherer-api.timeout",
                "10s",
                "belastbar.breakers.versicherer-api.open-delay",
                "30s",
                "smartbav.cache.employee-ttl",
                "2s");
    }

    @Override
    public void stop() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void change(HttpExchange call) throws IOException {
        mode = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.set(0);
        answer(call, 200, mode);
    }

    private void quote(HttpExchange call) throws IOException {
        calls.incrementAndGet();
        call.getRequestBody().readAllBytes();
        switch (mode) {
            case "answer" -> answer(call, 200, QUOTE);
            case "fail" -> answer(call, 500, "{}");
            case "refuse" -> answer(call, 400, "{}");
            case "hang" -> {}
            default -> throw new IllegalStateException(mode);
        }
    }

    private static void answer(HttpExchange call, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
