package io.belastbar.image.memory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a service is asked while its memory is looked at: reads and writes in turns, and the largest body that it takes.
 *
 * @param reads paths
 * @param write a path and a body of common size; null for none
 * @param largest the same at the limit; null for none
 */
record RequestMix(List<String> reads, Body write, Body largest) {
    private static final int CALLERS = 8;
    private static final String SYSTEM = "/api/v1/systems/shop";

    /** @param header before the rows, which are one row again and again */
    private record Body(String path, String type, String header, String row, int bytes) {
        byte[] content() {
            return (header + row.repeat((bytes - header.length()) / row.length())).getBytes(StandardCharsets.US_ASCII);
        }
    }

    static RequestMix of(String server) {
        return switch (server) {
            case "budget-service" -> {
                String path = SYSTEM + "/measurements";
                var some = new Body(path, "text/csv", "subject,metric,value\n", "search,p95,180ms\n", 2_000);
                yield new RequestMix(
                        of(
                                "/budget",
                                "/series",
                                "/evaluations",
                                "/alerts",
                                "/regressions",
                                "/health",
                                "/error-budgets"),
                        some,
                        new Body(path, "text/csv", some.header, some.row, 10_000_000));
            }
            case "capacity-service" -> {
                String path = SYSTEM + "/series?metric=disk&unit=GB&zone=UTC";
                var some = new Body(path, "text/csv", "at,value\n", "2026-01-05T04:30,17.25\n", 2_000);
                yield new RequestMix(
                        of("/series", "/forecasts", "/projections", "/capacity-plan", "/capacity-analyses", "/prices"),
                        some,
                        new Body(path, "text/csv", some.header, some.row, 20_000_000));
            }
            case "loadtest-service" -> {
                String header =
                        "timeStamp,elapsed,label,responseCode,responseMessage,success,bytes,sentBytes,Latency,Connect\n";
                String row = "1767571200000,120,search,200,OK,true,500,100,110,5\n";
                String path = SYSTEM + "/test-run-imports?format=jmeter&scenario=shop";
                yield new RequestMix(
                        of("/scenarios", "/test-runs", "/schedules", "/versions"),
                        new Body(path, "text/csv", header, row, 5_000),
                        new Body(path, "text/csv", header, row, 64_000_000));
            }
            case "profiling-service" -> {
                String plan =
                        "Seq Scan on orders  (cost=0.00..9.00 rows=9 width=9) (actual time=0.1..0.2 rows=9 loops=1)\n";
                yield new RequestMix(
                        of("/findings", "/database-checks", "/index-proofs", "/database-settings"),
                        new Body("/api/v1/plan-analyses", "text/plain", "", plan, 1_000),
                        new Body("/api/v1/plan-analyses", "text/plain", "", plan, 1_000_000));
            }
            case "chaos-service" -> {
                var alerts = new Body("/api/v1/alerts", "application/json", "[]", " ", 1_000);
                yield new RequestMix(
                        of("/game-days", "/faults", "/runbooks", "/resilience-coverage", "/action-items"),
                        alerts,
                        null);
            }
            case "dashboard" -> new RequestMix(List.of("/", "/q/metrics", "/q/health"), null, null);
            default -> throw new IllegalArgumentException("nothing is known to ask of " + server);
        };
    }

    /** Eight callers, each with its next request when it has the answer to the last. */
    Answered load(int port, Duration length) throws InterruptedException {
        var answered = new AtomicLong();
        var failed = new AtomicLong();
        long end = System.nanoTime() + length.toNanos();
        try (var http = HttpClient.newHttpClient();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                int first = caller;
                callers.submit(() -> {
                    for (int turn = first; System.nanoTime() < end; turn++) {
                        (isFailure(status(http, port, turn)) ? failed : answered).incrementAndGet();
                    }
                    return null;
                });
            }
        }
        return new Answered(answered.get(), failed.get());
    }

    /** 0 when there is nothing large that it takes. */
    int sendLargest(int port) throws IOException, InterruptedException {
        if (largest == null) {
            return 0;
        }
        try (var http = HttpClient.newHttpClient()) {
            return send(http, post(port, largest));
        }
    }

    /** @param failed with 5xx, or not answered */
    record Answered(long requests, long failed) {}

    private int status(HttpClient http, int port, int turn) throws InterruptedException {
        boolean writes = write != null && turn % 4 == 0;
        try {
            return send(http, writes ? post(port, write) : get(port, reads.get(turn % reads.size())));
        } catch (IOException notAnswered) {
            return 0;
        }
    }

    private static boolean isFailure(int status) {
        return status == 0 || status >= 500;
    }

    private static int send(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static HttpRequest get(int port, String path) {
        return to(port, path).build();
    }

    private static HttpRequest post(int port, Body body) {
        return to(port, body.path)
                .header("Content-Type", body.type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.content()))
                .build();
    }

    private static HttpRequest.Builder to(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer engineer-token")
                .timeout(Duration.ofMinutes(3));
    }

    private static List<String> of(String... paths) {
        return List.of(paths).stream().map(SYSTEM::concat).toList();
    }
}
