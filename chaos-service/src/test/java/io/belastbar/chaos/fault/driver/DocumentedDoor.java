package io.belastbar.chaos.fault.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Answers over HTTP with the documents that the launcher's control door is held to, and remembers what it was told. */
public final class DocumentedDoor implements QuarkusTestResourceLifecycleManager {
    /** Which the sample's Redis has. */
    static final String FAULT = "5a1f0b0e-3a3f-4d2b-8d57-0f6a3e1c9b11";

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private JsonNode children;
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try (InputStream sample = getClass().getResourceAsStream("/samples/http/control-door-children.json")) {
            children = new ObjectMapper().readTree(sample);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return Map.of(
                "belastbar.targets.broken-control.url",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                "belastbar.targets.broken-control.environment", "local",
                "belastbar.credentials.broken-control.token", "door-token");
    }

    List<String> heard() {
        return heard;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            heard.add("%s %s %s %s"
                    .formatted(
                            exchange.getRequestHeaders().getFirst("Authorization"),
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            body));
            JsonNode shown = exchange.getRequestMethod().equals("GET")
                    ? children
                    : children.path("children").get(0);
            byte[] sent = shown.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, sent.length);
            exchange.getResponseBody().write(sent);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(DocumentedDoor.class));
    }
}
