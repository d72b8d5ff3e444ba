package io.belastbar.local.forecast;

import com.sun.net.httpserver.HttpServer;
import io.belastbar.embedded.PrivateProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small HTTP server that plays capacity-service's doors. */
final class PlayedCapacity implements AutoCloseable {
    /** Requests with their queries, in the order of their arrival. */
    final List<String> received = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final Map<String, String> locations = new ConcurrentHashMap<>();
    private volatile int status = 200;

    PlayedCapacity(Path home) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            received.add(request);
            byte[] body = replies.getOrDefault(request, "{\"items\":[]}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .add("Content-Type", status < 400 ? "application/json" : "application/problem+json");
            if (locations.containsKey(request)) {
                exchange.getResponseHeaders().add("Location", locations.get(request));
            }
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Path run = Files.createDirectories(home.resolve("run"));
        PrivateProperties.write(
                run.resolve("connection.properties"),
                Map.of(
                        "belastbar.url.capacity",
                        "http://127.0.0.1:" + server.getAddress().getPort()));
        PrivateProperties.write(run.resolve("tokens.properties"), Map.of("viewer", "v", "engineer", "e"));
    }

    void reply(String request, String body) {
        replies.put(request, body);
    }

    /** The same with a Location. */
    void replyAt(String request, String location, String body) {
        locations.put(request, location);
        reply(request, body);
    }

    void refuse(int with) {
        status = with;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
