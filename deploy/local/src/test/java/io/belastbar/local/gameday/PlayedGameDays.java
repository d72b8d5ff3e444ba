package io.belastbar.local.gameday;

import com.sun.net.httpserver.HttpExchange;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A small HTTP server that plays chaos-service's doors for game days. Whoever is no operator is refused. */
final class PlayedGameDays implements AutoCloseable {
    static final String ID = "7d0b2d5e-6c1c-4f0e-9a65-0d8f6f4f2a11";
    static final String PATH = "/api/v1/game-days/" + ID;

    /** Requests as {@code METHOD path body}, in the order of their arrival. */
    final List<String> received = new CopyOnWriteArrayList<>();

    final List<String> resumedAfter = new CopyOnWriteArrayList<>();
    private volatile HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final CountDownLatch aborted = new CountDownLatch(1);
    private volatile List<String> streams = List.of();
    private volatile boolean untilAborted;

    private record Reply(int status, String type, String body) {}

    PlayedGameDays(Path home) throws IOException {
        server = started(0);
        Path run = Files.createDirectories(home.resolve("run"));
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        PrivateProperties.write(run.resolve("connection.properties"), Map.of("belastbar.url.chaos", url));
        PrivateProperties.write(
                run.resolve("tokens.properties"), Map.of("viewer", "v", "engineer", "e", "operator", "o"));
    }

    private HttpServer started(int port) throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        started.createContext("/", this::handle);
        started.start();
        return started;
    }

    /** Nobody answers from now on. */
    void goAway() {
        server.stop(0);
    }

    /** Whoever asked before finds it where it was. */
    void comeBack() throws IOException {
        server = started(server.getAddress().getPort());
    }

    void reply(String request, int status, String body) {
        replies.put(request, new Reply(status, status < 400 ? "application/json" : "application/problem+json", body));
    }

    /** One text a connection; the last one for all further ones. */
    void streams(String... texts) {
        streams = List.of(texts);
    }

    /** The stream goes on only when somebody has deleted the game day. */
    void runsUntilAborted() {
        untilAborted = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        received.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body).strip());
        boolean operators = path.contains("/game-days");
        if (operators && !"Bearer o".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, new Reply(403, "application/problem+json", "{\"detail\":\"not an operator\"}"));
        } else if (path.equals(PATH + "/events")) {
            stream(exchange);
        } else {
            String request = exchange.getRequestMethod() + " " + path;
            if (request.equals("DELETE " + PATH)) {
                aborted.countDown();
            }
            send(
                    exchange,
                    replies.getOrDefault(
                            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                            replies.getOrDefault(
                                    request,
                                    new Reply(404, "application/problem+json", "{\"detail\":\"no such game day\"}"))));
        }
    }

    private void stream(HttpExchange exchange) throws IOException {
        resumedAfter.add(String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(":hello\n\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        if (untilAborted) {
            try {
                aborted.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        String text = streams.get(Math.min(resumedAfter.size(), streams.size()) - 1);
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", reply.type());
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
