package io.belastbar.faultproxy.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.belastbar.faultproxy.proxies.Proxies;
import io.belastbar.faultproxy.refusal.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The HTTP side of the proxies. It shares no thread with the bytes that they move. */
public final class ApiServer implements AutoCloseable {
    /** The version of Toxiproxy whose API this is; clients look at it. */
    public static final String TOXIPROXY_VERSION = "2.12.0";

    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Routes routes;
    private final String token;
    private final Consumer<String> log;

    /**
     * Begins to listen.
     *
     * @param token what callers must bring as a bearer; {@code null} when everybody who reaches the address may call
     * @throws IOException when the address cannot be listened at
     */
    public ApiServer(InetSocketAddress address, Proxies proxies, String token, Consumer<String> log)
            throws IOException {
        this.routes = new Routes(proxies, TOXIPROXY_VERSION);
        this.token = token;
        this.log = log;
        server = HttpServer.create(address, BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String agent = exchange.getRequestHeaders().getFirst("User-Agent");
        if (agent != null && agent.startsWith("Mozilla/")) {
            return Answer.error(403, "User agent not allowed: a page in a browser must not break connections");
        }
        if (!isKnown(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return Answer.error(401, "a bearer token is needed");
        }
        try {
            return routes.answer(Request.of(exchange));
        } catch (Refusal e) {
            return Answer.of(e);
        } catch (UncheckedIOException | IllegalStateException e) {
            log.accept(e.toString());
            return Answer.error(500, e.getMessage());
        }
    }

    private boolean isKnown(String authorization) {
        return token == null
                || authorization != null
                        && MessageDigest.isEqual(
                                ("Bearer " + token).getBytes(StandardCharsets.UTF_8),
                                authorization.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.body() == null) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        byte[] body = Json.MAPPER.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
