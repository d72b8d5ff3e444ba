package io.belastbar.chaos.fault.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A simulator, a control door and loadtest-service over real HTTP, by the rules that each of them has for a token: what
 * was taken back is refused when it comes later, and what is in force is another's business.
 */
public final class RuledTargets implements AutoCloseable {
    private static final Pattern CHILD = Pattern.compile("/children/([^/]+)/fault");
    private static final Pattern RUNS = Pattern.compile("/api/v1/systems/[^/]+/test-runs");
    private static final Pattern RUN = Pattern.compile("/api/v1/test-runs/([0-9a-f-]+)(/load)?");
    private static final Map<String, String> KINDS =
            Map.of("db-a", "postgresql", "db-b", "postgresql", "cache", "redis", "app", "service", "app-2", "service");

    /** What was refused. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final int status;

        private Refused(int status) {
            this.status = status;
        }
    }

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Map<String, String> inForce = new HashMap<>();
    private final Set<String> takenBack = new HashSet<>();
    private final Set<String> finished = new HashSet<>();
    private final Set<String> refusedLate = new HashSet<>();

    RuledTargets() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Method, path and body of each call. */
    public List<String> heard() {
        return heard;
    }

    /** Whether anything of this fault is in force. */
    public synchronized boolean has(UUID fault) {
        return inForce.containsValue(fault.toString());
    }

    /** Whether a command of this fault came after it was taken back. */
    public synchronized boolean refusedLate(UUID fault) {
        return refusedLate.contains(fault.toString());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            int status = 200;
            JsonNode shown = json.createObjectNode();
            try {
                shown = act(exchange, body.isEmpty() ? shown : json.readTree(body));
            } catch (Refused refused) {
                status = refused.status;
            }
            byte[] said = shown.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, said.length);
            exchange.getResponseBody().write(said);
        }
    }

    private synchronized JsonNode act(HttpExchange exchange, JsonNode body) throws Refused {
        String path = exchange.getRequestURI().getPath();
        String call = exchange.getRequestMethod() + " " + path;
        Matcher child = CHILD.matcher(path);
        Matcher run = RUN.matcher(path);
        if (path.startsWith("/control")) {
            return simulator(call, body.path("token").asText());
        }
        if (child.matches()) {
            boolean taking = exchange.getRequestMethod().equals("DELETE");
            String token = taking
                    ? exchange.getRequestURI().getQuery().replace("token=", "")
                    : body.path("token").asText();
            change("child " + child.group(1), token, taking);
        }
        if (path.equals("/children")) {
            return children();
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (RUNS.matcher(path).matches() && key != null) {
            return started(call.startsWith("DELETE"), key);
        }
        return run.matches() ? changed(call, run.group(1)) : json.createObjectNode();
    }

    private JsonNode simulator(String call, String token) throws Refused {
        if (!call.startsWith("GET")) {
            change("simulator", token, call.endsWith("/reset"));
        }
        return json.createObjectNode().put("token", inForce.get("simulator"));
    }

    private void change(String place, String token, boolean taking) throws Refused {
        if (taking) {
            takenBack.add(place + token);
            inForce.remove(place, token);
        } else if (takenBack.contains(place + token)) {
            refusedLate.add(token);
            throw new Refused(409);
        } else if (!inForce.getOrDefault(place, token).equals(token)) {
            throw new Refused(409);
        } else {
            inForce.put(place, token);
        }
    }

    private JsonNode children() {
        ObjectNode all = json.createObjectNode();
        ArrayNode children = all.putArray("children");
        KINDS.forEach((name, kind) -> {
            String role = name.equals("db-a") ? "primary" : "standby";
            children.addObject()
                    .put("name", name)
                    .put("kind", kind)
                    .put("role", kind.equals("postgresql") ? role : null)
                    .put("state", "RUNNING")
                    .put("address", "127.0.0.1:1")
                    .put("fault", inForce.get("child " + name));
        });
        return all;
    }

    private JsonNode started(boolean taking, String key) throws Refused {
        String place = "run of " + key;
        if (taking && !inForce.containsKey(place) && !finished.contains(key)) {
            takenBack.add(place + key);
            throw new Refused(404);
        }
        if (taking) {
            inForce.remove(place);
            finished.add(key);
        } else {
            change(place, key, false);
        }
        return json.createObjectNode().put("runId", key).put("state", finished.contains(key) ? "FINISHED" : "QUEUED");
    }

    /** A run that nobody has named yet runs. */
    private JsonNode changed(String call, String run) throws Refused {
        if (call.startsWith("DELETE")) {
            finished.add(run);
            inForce.remove("load of " + run);
        } else if (call.startsWith("PATCH") && finished.contains(run)) {
            refusedLate.add(run);
            throw new Refused(409);
        } else if (call.startsWith("PATCH")) {
            inForce.put("load of " + run, run);
        }
        return json.createObjectNode().put("runId", run).put("state", finished.contains(run) ? "FINISHED" : "RUNNING");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
