package io.belastbar.local.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.belastbar.local.control.fault.FaultOrder;
import io.belastbar.local.control.fault.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The launcher's control door: JSON over HTTP on loopback, for whoever has its token. A caller that takes its time, or
 * says nothing at all, holds up no other.
 */
public final class ControlDoor implements AutoCloseable {
    /** How long an answer waits for a child to be well. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration ALONE_MAX = Duration.ofHours(1);
    private static final long ALONE_DEFAULT_MS = Duration.ofMinutes(10).toMillis();
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // A caller that sends its request drop by drop; read once by the JDK, in whole seconds.
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "10");
    }

    private final ControlDesk desk;
    private final DoorRequests requests;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private interface Answer {
        JsonNode give() throws Refusal, IOException, SQLException, InterruptedException;
    }

    /** @throws IOException when the port is taken */
    public ControlDoor(ControlDesk desk, int port, String token) throws IOException {
        this.desk = desk;
        this.requests = new DoorRequests(token);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    public void open() {
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                requests.admit(exchange);
                send(exchange, 200, answer(exchange).give());
            } catch (Refusal refusal) {
                refuse(exchange, refusal);
            } catch (SQLException | IOException failed) {
                refuse(exchange, Refusal.notYet("it did not work, and may be tried again: " + failed.getMessage()));
            } catch (InterruptedException closing) {
                refuse(exchange, Refusal.notYet("the launcher is ending"));
            } catch (RuntimeException unexpected) {
                System.err.println("control door: " + unexpected);
                refuse(exchange, Refusal.notYet("it did not work: " + unexpected.getMessage()));
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws Refusal, IOException {
        List<String> path = requests.path(exchange);
        String method = exchange.getRequestMethod();
        if (path.equals(List.of("children"))) {
            requests.allow(method, "GET");
            return () -> listed(desk.children());
        }
        if (path.equals(List.of("release"))) {
            requests.allow(method, "POST");
            String token = requests.token(requests.document(exchange));
            return () -> listed(desk.release(token, PATIENCE));
        }
        if (path.equals(List.of("replication"))) {
            requests.allow(method, "GET", "PUT");
            return method.equals("GET") ? () -> shown(desk.replication()) : replicate(requests.document(exchange));
        }
        if (path.size() == 2 && path.getFirst().equals("children")) {
            requests.allow(method, "GET");
            return () -> desk.child(path.getLast()).toJson();
        }
        if (path.size() == 3 && path.getFirst().equals("children")) {
            return ofChild(exchange, method, path.get(1), path.getLast());
        }
        throw Refusal.unknown("no such path: " + exchange.getRequestURI().getPath());
    }

    private Answer ofChild(HttpExchange exchange, String method, String child, String what)
            throws Refusal, IOException {
        if (what.equals("fault")) {
            requests.allow(method, "PUT", "DELETE");
            if (method.equals("DELETE")) {
                String token = requests.query(exchange, "token");
                return () -> desk.takeBack(child, token, PATIENCE).toJson();
            }
            // A child that nobody may break is said to be before a fault in the document.
            desk.child(child);
            var order = FaultOrder.of(requests.document(exchange));
            return () -> desk.inject(child, order).toJson();
        }
        requests.allow(method, "POST");
        JsonNode document = requests.optionalDocument(exchange);
        return switch (what) {
            case "start" -> () -> desk.start(child, PATIENCE).toJson();
            case "promote" -> promote(child, requests.flag(document, "fence"));
            case "reseed" -> () -> desk.reseed(child, PATIENCE).toJson();
            case "start-alone" -> {
                long limit = requests.millis(document, "expiresAfterMs", ALONE_DEFAULT_MS, ALONE_MAX.toMillis());
                yield () -> desk.startAlone(child, Duration.ofMillis(limit)).toJson();
            }
            case "stop-alone" -> () -> desk.stopAlone(child).toJson();
            default ->
                throw Refusal.unknown(
                        "a child can be told fault, start, promote, reseed, start-alone and stop-alone: was " + what);
        };
    }

    private Answer promote(String child, boolean fence) {
        return () -> {
            long begun = System.nanoTime();
            ObjectNode promoted = desk.promote(child, fence).toJson();
            return promoted.put(
                    "tookMs", Duration.ofNanos(System.nanoTime() - begun).toMillis());
        };
    }

    private Answer replicate(JsonNode document) throws Refusal {
        String mode = document.path("mode").asText();
        if (document.size() != 1 || !mode.equals("sync") && !mode.equals("async")) {
            throw Refusal.invalid(
                    Map.of("mode", "should be sync or async: was " + FaultOrder.shown(document.get("mode"))));
        }
        return () -> shown(desk.replicate(mode.equals("sync")));
    }

    private static JsonNode listed(List<ChildView> children) {
        var json = JSON.createObjectNode();
        var list = json.putArray("children");
        children.forEach(child -> list.add(child.toJson()));
        return json;
    }

    private static JsonNode shown(Databases.Replication replication) {
        return JSON.createObjectNode()
                .put("mode", replication.isSynchronous() ? "sync" : "async")
                .put("state", replication.state())
                .put("lagBytes", replication.lagBytes());
    }

    private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        var problem = JSON.createObjectNode()
                .put("type", "about:blank")
                .put("status", refusal.status())
                .put("detail", refusal.getMessage());
        if (!refusal.fields().isEmpty()) {
            var errors = problem.putArray("errors");
            refusal.fields().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(field -> errors.addObject()
                            .put("field", field.getKey())
                            .put("message", field.getKey() + " " + field.getValue()));
        }
        if (refusal.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        refusal.allowed().ifPresent(methods -> exchange.getResponseHeaders().set("Allow", methods));
        if (refusal.status() == 503) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        send(exchange, refusal.status(), problem);
    }

    private static void send(HttpExchange exchange, int status, JsonNode document) throws IOException {
        byte[] body = JSON.writeValueAsBytes(document);
        exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        // Before the rest of a request is waited for, which may never come.
        exchange.getResponseBody().flush();
    }
}
