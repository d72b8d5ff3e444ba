package io.belastbar.chaos.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An insurer's control address over real HTTP, which remembers what it was told and can be broken. */
public final class SimulatedInsurer implements QuarkusTestResourceLifecycleManager {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile boolean broken;
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("insurer", e);
        }
        server.createContext("/", this::answer);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "belastbar.targets.smartbav-insurer.url",
                url,
                "belastbar.targets.smartbav-insurer.environment",
                "local",
                "belastbar.targets.prod-insurer.url",
                url,
                "belastbar.targets.prod-insurer.environment",
                "production");
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(SimulatedInsurer.class));
    }

    List<String> heard() {
        return heard;
    }

    void broken(boolean nowBroken) {
        broken = nowBroken;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            exchange.sendResponseHeaders(broken ? 500 : 200, -1);
        }
    }
}
