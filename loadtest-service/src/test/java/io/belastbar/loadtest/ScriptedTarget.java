package io.belastbar.loadtest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;

/** A registered target that answers after 20 ms, and one that is not there. */
public class ScriptedTarget implements QuarkusTestResourceLifecycleManager {

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
        server.start();
        return Map.of(
                "belastbar.targets.it-target.url",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                "belastbar.targets.it-target.environment", "local",
                "belastbar.targets.it-absent.url", "http://127.0.0.1:1",
                "belastbar.targets.it-absent.environment", "local",
                "belastbar.loadtest.target-gone-after", "2s",
                "belastbar.loadtest.storage-gone-after", "2s",
                "belastbar.loadtest.max-queued-runs", "3");
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
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
