package io.belastbar.examples.insurer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A broker that takes webhooks: {@code PUT /mode} with the status to answer; {@code GET /seen} counts the distinct
 * events that were answered with it, and the signatures that were none.
 */
public final class BrokerTestResource implements QuarkusTestResourceLifecycleManager {
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unsigned = new AtomicInteger();
    private volatile int status = 200;
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new IllegalStateException("test broker", failure);
        }
        server.createContext("/api/v1/webhooks/insurer", this::take);
        server.createContext("/mode", call -> {
            status = Integer.parseInt(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(call, 200, "");
        });
        server.createContext("/seen", call -> answer(call, 200, taken.size() + " " + unsigned.get()));
        server.start();
        return Map.of(
                "belastbar.url.smartbav",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "insurer.webhook.secret",
                "the insurer's secret",
                "insurer.webhook.share",
                "1");
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void take(HttpExchange call) throws IOException {
        call.getRequestBody().readAllBytes();
        String signature = call.getRequestHeaders().getFirst("X-Insurer-Signature");
        if (signature == null || !signature.matches("t=[0-9]{10},v1=[0-9a-f]{64}")) {
            unsigned.incrementAndGet();
        }
        if (status == 200) {
            taken.add(call.getRequestHeaders().getFirst("X-Insurer-Event"));
        }
        answer(call, status, "");
    }

    private static void answer(HttpExchange call, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
