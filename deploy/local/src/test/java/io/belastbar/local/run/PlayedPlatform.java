package io.belastbar.local.run;

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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A small HTTP server that plays the parts of loadtest-service and budget-service that a run needs. */
public final class PlayedPlatform implements AutoCloseable {
    public static final String RUN = "0bc349e2-afd1-4704-97ca-387c64aefebb";
    private static final String RUN_PATH = "/api/v1/test-runs/" + RUN;
    private static final int CANCEL_LIMIT_SECONDS = 90;

    /** Requests as {@code METHOD path body}, in the order of their arrival. */
    public final List<String> received = new CopyOnWriteArrayList<>();

    public final List<String> reasons = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    /** A run that goes on until it is cancelled has begun to say so. */
    public final CountDownLatch streaming = new CountDownLatch(1);

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private volatile boolean runsUntilCancelled;

    private record Reply(int status, String type, String body) {}

    public PlayedPlatform(Path home) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        Path run = Files.createDirectories(home.resolve("run"));
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        var urls = Stream.of("loadtest", "budget", "profiling", "chaos", "capacity")
                .collect(Collectors.toMap(service -> "belastbar.url." + service, service -> url));
        PrivateProperties.write(run.resolve("connection.properties"), urls);
        PrivateProperties.write(run.resolve("tokens.properties"), Map.of("viewer", "v", "engineer", "e"));
        replyJson("GET /q/health/live", 200, "{}");
        replyJson("PUT /api/v1/systems/shop/scenarios/checkout", 201, "{\"version\":1}");
        replyJson("PUT /api/v1/systems/shop/budget", 201, "{\"version\":1}");
        replyJson("PUT /api/v1/systems/shop/budget/documents/budget", 201, "{\"version\":1}");
        reply("GET " + RUN_PATH + "/progress", 200, "text/event-stream", """
                :hello

                event: progress
                id: 1
                data: {"elapsedMs":1000,"virtualUsers":5,"requests":50,"errors":1,"requestsPerSecond":50,"offeredPerSecond":52.5,"p95LatencyMs":7.25}

                event: finished
                id: 2
                data: {}

                """);
        endsAs("PASSED");
    }

    /** The run is there, and ends with this verdict. */
    void endsAs(String verdict) {
        replyJson("POST /api/v1/systems/shop/test-runs", 202, "{}");
        replyJson("GET " + RUN_PATH, 200, """
                {"runId":"%s","state":"FINISHED","verdict":"%s",
                 "reasons":["a reason"],"reasonsGerman":["ein Grund"],
                 "thresholds":[{"on":"list","expression":"count>10","status":"PASS",
                                "limit":10,"observed":12,"margin":2,"marginPercent":20}]}
                """.formatted(RUN, verdict));
        report("json", """
                {"verdict":"%s","reasons":[{"en":"Why it is so.","de":"Warum es so ist."}],
                 "thresholds":[{"step":"list","tenant":null,"expression":"p(95)<500","status":"FAIL",
                                "limit":500.0,"observed":612.25,"margin":-112.25,"marginPercent":-22.45},
                               {"step":null,"tenant":null,"expression":"rate<0.001","status":"NO_DATA",
                                "limit":0.001,"observed":null,"margin":null,"marginPercent":null}]}
                """.formatted(verdict));
    }

    /** The run goes on until somebody deletes it, and is aborted then. */
    public void runsUntilCancelled() {
        endsAs("ABORTED");
        runsUntilCancelled = true;
    }

    void report(String extension, String body) {
        reply("GET " + RUN_PATH + "/report." + extension, 200, "application/" + extension, body);
    }

    public void replyJson(String request, int status, String body) {
        reply(request, status, status < 400 ? "application/json" : "application/problem+json", body);
    }

    public void reply(String request, int status, String type, String body) {
        replies.put(request, new Reply(status, type, body));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Change-Reason"))
                .ifPresent(reasons::add);
        received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
        if (request.equals("DELETE " + RUN_PATH)) {
            cancelled.countDown();
            send(exchange, new Reply(202, "application/json", "{}"));
        } else if (request.endsWith("/progress") && runsUntilCancelled) {
            streamUntilCancelled(exchange, replies.get(request));
        } else {
            send(exchange, replies.getOrDefault(request, new Reply(404, "application/problem+json", "{}")));
        }
    }

    private void streamUntilCancelled(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", reply.type());
        exchange.sendResponseHeaders(reply.status(), 0);
        exchange.getResponseBody().write(":hello\n\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        streaming.countDown();
        awaitCancelled();
        exchange.getResponseBody().write(reply.body().getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private void awaitCancelled() {
        try {
            cancelled.await(CANCEL_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", reply.type());
        exchange.getResponseHeaders().add("Location", RUN_PATH);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
