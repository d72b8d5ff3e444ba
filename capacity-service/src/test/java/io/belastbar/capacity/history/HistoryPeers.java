package io.belastbar.capacity.history;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Stands where a Prometheus server and budget-service would stand. Prometheus is the registered target {@code history-monitoring};
 * it answers like the original: eleven thousand points at most. Tests speak to it by HTTP, because they live in another class
 * loader.
 */
public class HistoryPeers implements QuarkusTestResourceLifecycleManager {

    private static final long POINTS_MAX = 11_000;

    /** What budget-service answers: its own test holds it to this. */
    private static final String SAMPLE = sample();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicBoolean away = new AtomicBoolean();
    /** Counted down where nothing hangs. */
    private final AtomicReference<CountDownLatch> stuck = new AtomicReference<>(new CountDownLatch(0));

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/asked", exchange -> answer(exchange, 200, String.join("\n", asked)));
        server.createContext("/away", exchange -> {
            away.set(exchange.getRequestURI().getPath().endsWith("true"));
            answer(exchange, 200, "");
        });
        server.createContext("/stuck", exchange -> {
            var hangs = exchange.getRequestURI().getPath().endsWith("true");
            stuck.getAndSet(new CountDownLatch(hangs ? 1 : 0)).countDown();
            answer(exchange, 200, "");
        });
        server.createContext("/api/v1/query_range", this::range);
        server.createContext("/api/v1/systems/", this::series);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "belastbar.targets.history-monitoring.url",
                url,
                "belastbar.url.budget",
                url,
                "belastbar.capacity.history.peers.every",
                "1s",
                "belastbar.capacity.history.prometheus.pause",
                "20ms");
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void range(HttpExchange exchange) throws IOException {
        var form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var query = form.get("query");
        if (query.startsWith("away") && away.get()) {
            answer(exchange, 503, "");
            return;
        }
        var start = Instant.parse(form.get("start"));
        var end = Instant.parse(form.get("end"));
        var step = Math.round(Double.parseDouble(form.get("step")));
        var count = Duration.between(start, end).toSeconds() / step + 1;
        asked.add(query + " " + start + " " + end + " " + count);
        if (count > POINTS_MAX) {
            answer(exchange, 400, "{\"status\":\"error\",\"error\":\"exceeded maximum resolution of 11,000 points\"}");
            return;
        }
        var values = LongStream.range(0, count)
                .map(i -> start.getEpochSecond() + i * step)
                .filter(at -> !query.contains("young") || at > Instant.now().getEpochSecond() - 86_400)
                .mapToObj(at -> "[%d,\"%s\"]".formatted(at, value(query, at)))
                .collect(Collectors.joining(","));
        var one = "{\"metric\":{},\"values\":[" + values + "]}";
        var result = values.isEmpty() ? "" : query.contains("two") ? one + "," + one : one;
        answer(
                exchange,
                200,
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + result + "]}}");
    }

    private static String value(String query, long at) {
        return query.contains("negative") && at / 60 % 10 == 0 ? "-1" : String.valueOf(at / 60 % 100_000);
    }

    /** Budget-service's doors. */
    private void series(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var query = uri.getRawQuery();
        if (uri.getPath().contains("/systems/peer-away") && isStuck()) {
            answer(exchange, 503, "");
            return;
        }
        if (uri.getPath().contains("/systems/peer-hangs") && query.contains("cursor=next")) {
            awaitLoose();
        }
        if (!uri.getPath().contains("/systems/peer-")) {
            answer(exchange, 200, "{\"items\":[]}");
        } else if (uri.getPath().endsWith("/points")) {
            var second = query.contains("cursor=next");
            var base = Instant.parse("2026-11-01T00:00:00Z");
            var items = LongStream.range(0, 200)
                    .mapToObj(i -> point(query, base.plusSeconds(60 * (second ? 199 - i : 399 - i)), (double) i / 400))
                    .collect(Collectors.joining(","));
            answer(exchange, 200, "{\"items\":[" + items + "]" + (second ? "}" : ",\"nextCursor\":\"next\"}"));
        } else {
            answer(exchange, 200, SAMPLE);
        }
    }

    private boolean isStuck() {
        return stuck.get().getCount() > 0;
    }

    /** Says nothing while it hangs. */
    private void awaitLoose() {
        try {
            stuck.get().await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** As the sample's newest values are; what rests on nothing does so throughout. */
    private static String point(String query, Instant at, double value) {
        var isEmpty = query.contains("metric=target_success_rate");
        return "{\"at\":\"%s\",\"value\":%s,\"samples\":%d,\"source\":\"posted\",\"runId\":null,\"labels\":%s}"
                .formatted(at, value, isEmpty ? 0 : 1, isEmpty ? "{\"samples\":\"0\"}" : "{}");
    }

    private static String sample() {
        try (var sample = HistoryPeers.class.getResourceAsStream("/samples/http/series-of-a-system.json")) {
            return new String(sample.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> form(String body) {
        var form = new HashMap<String, String>();
        for (var field : body.split("&")) {
            var pair = field.split("=", 2);
            form.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
