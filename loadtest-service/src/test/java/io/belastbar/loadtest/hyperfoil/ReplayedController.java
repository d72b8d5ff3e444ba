package io.belastbar.loadtest.hyperfoil;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * A Hyperfoil controller that answers with a recorded exchange. It takes only what the OpenAPI document of the real one
 * takes, and each of its answers is held to that document's schema.
 */
final class ReplayedController implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final JsonNode exchange = resource("exchange.json");
    private final JsonNode schemas = resource("answers.schema.json");
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final int looksBeforeTheEnd;
    private volatile String benchmark = "";
    private volatile String name = "";
    private volatile int looks;
    private volatile boolean killed;
    private volatile String refusal;

    ReplayedController(int looksBeforeTheEnd) throws IOException {
        this.looksBeforeTheEnd = looksBeforeTheEnd;
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Method and path of each request, without repetitions one after the other. */
    List<String> received() {
        return received.stream().distinct().toList();
    }

    String benchmark() {
        return benchmark;
    }

    ReplayedController refuseBenchmarks(String why) {
        refusal = why;
        return this;
    }

    boolean killed() {
        return killed;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange http) throws IOException {
        String path = http.getRequestURI().getPath();
        received.add(http.getRequestMethod() + " " + path);
        try (http) {
            if (http.getRequestMethod().equals("POST") && path.equals("/benchmark")) {
                upload(http);
            } else if (http.getRequestMethod().equals("GET")) {
                get(http, path);
            } else {
                send(http, 405, "");
            }
        }
    }

    private void upload(HttpExchange http) throws IOException {
        benchmark = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!"text/vnd.yaml".equals(http.getRequestHeaders().getFirst("Content-Type"))) {
            send(http, 406, "");
        } else if (refusal != null) {
            send(http, 400, "Cannot read benchmark: " + refusal);
        } else {
            name = benchmark
                    .lines()
                    .filter(line -> line.startsWith("name: "))
                    .map(line -> line.substring(7, line.length() - 1))
                    .findFirst()
                    .orElse("");
            http.sendResponseHeaders(204, -1);
        }
    }

    private void get(HttpExchange http, String path) throws IOException {
        if (path.equals("/version")) {
            send(http, 200, "version", JSON.createObjectNode().put("version", "0.25.2"));
        } else if (path.equals("/benchmark/" + name + "/start")) {
            send(http, 202, "run", run(false));
        } else if (path.equals("/run/0001")) {
            send(http, 200, "run", run(killed || ++looks > looksBeforeTheEnd));
        } else if (path.equals("/run/0001/stats/total")) {
            send(http, 200, "statistics", exchange.path("total"));
        } else if (path.equals("/run/0001/stats/histogram")) {
            send(http, 200, "histogram", histogram(http.getRequestURI()));
        } else if (path.equals("/run/0001/kill")) {
            killed = true;
            send(http, 202, "");
        } else {
            send(http, 404, "");
        }
    }

    private ObjectNode run(boolean terminated) {
        ObjectNode run = JSON.createObjectNode().put("id", "0001").put("benchmark", name);
        run.put("started", "2026/11/21 01:00:00.000");
        run.put("terminated", terminated ? "2026/11/21 01:00:05.000" : null);
        run.put("cancelled", killed).put("completed", terminated);
        run.putArray("errors");
        return run;
    }

    private ObjectNode histogram(URI uri) {
        Map<String, String> query = Arrays.stream(uri.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        for (JsonNode histogram : exchange.path("histograms")) {
            if (query.equals(Map.of(
                    "phase", histogram.path("phase").asText(),
                    "stepId", histogram.path("stepId").asText(),
                    "metric", histogram.path("metric").asText()))) {
                return ((ObjectNode) histogram.deepCopy()).without("stepId");
            }
        }
        throw new IllegalArgumentException("nothing recorded for " + query);
    }

    private void send(HttpExchange http, int status, String schema, JsonNode answer) throws IOException {
        ObjectNode root = schemas.deepCopy();
        root.put("$ref", "#/$defs/" + schema);
        JsonSchema validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
        Set<ValidationMessage> faults = validator.validate(answer);
        if (!faults.isEmpty()) {
            send(http, 500, "the answer breaks the controller's own schema: " + faults);
            return;
        }
        send(http, status, answer.toString());
    }

    private static void send(HttpExchange http, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        http.getResponseBody().write(bytes);
    }

    private static JsonNode resource(String name) {
        try (var stream = ReplayedController.class.getResourceAsStream("/hyperfoil/" + name)) {
            return JSON.readTree(stream);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
