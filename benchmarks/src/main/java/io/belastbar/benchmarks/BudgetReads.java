package io.belastbar.benchmarks;

import io.belastbar.load.http.HttpDriver;
import io.belastbar.load.http.HttpSettings;
import io.belastbar.load.http.HttpTarget;
import io.belastbar.load.result.Cell;
import io.belastbar.load.run.LoadRun;
import io.belastbar.load.run.LoadRunSettings;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.load.transport.EventLoops;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * Response times of a running budget-service at 500 reads a second: answered 304 by ETag, and in full. Times count from
 * the intended start of a request.
 */
public final class BudgetReads {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int PER_SECOND = 500;
    private static final int CONNECTIONS = 32;
    private static final String TOKENS = "run/tokens.properties";

    private BudgetReads() {}

    /** Arguments: the service's address, the system, seconds of each phase. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var address = URI.create(arguments.length > 0 ? arguments[0] : "http://127.0.0.1:18701");
        var path = "/api/v1/systems/" + (arguments.length > 1 ? arguments[1] : "smartbav") + "/budget";
        var seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 30;
        var token = token();
        var etag = etag(address.resolve(path), token);
        var headers = "Authorization: \"Bearer " + token + "\", Accept: application/json";
        var known = headers + ", If-None-Match: '" + etag + "'";
        measure(address, step(path, headers, 200), 15);
        measure(address, step(path, known, 304), 15);
        System.out.println("| answer | reads | errors | p50, ms | p95, ms | p99, ms | max, ms |");
        System.out.println("|---|---|---|---|---|---|---|");
        print("304 by ETag", measure(address, step(path, known, 304), seconds));
        print("in full", measure(address, step(path, headers, 200), seconds));
    }

    private static String step(String path, String headers, int status) {
        return "{ request: GET %s, headers: { %s }, check: { status: %d } }".formatted(path, headers, status);
    }

    private static Cell measure(URI address, String step, int seconds) throws InterruptedException {
        var scenario =
                ScenarioParser.parse("""
                scenario: reads
                target: budget-service
                load: { model: open, rate: %d/s, duration: %ds, arrival: poisson }
                connections: %d
                steps: [ %s ]
                """.formatted(PER_SECOND, seconds, CONNECTIONS, step), ScenarioLimits.DEFAULT);
        var settings = new LoadRunSettings(1, Double.POSITIVE_INFINITY, TIMEOUT, 10_000, 100);
        try (var run = new LoadRun(
                scenario,
                settings,
                EventLoops.of(1),
                (loop, share) -> new HttpDriver(
                        loop,
                        HttpTarget.of(address),
                        new HttpSettings(scenario.http(), share.part(CONNECTIONS), TIMEOUT, TIMEOUT, 1 << 26)),
                null)) {
            run.open(TIMEOUT);
            run.start();
            while (!run.snapshot().done()) {
                Thread.sleep(500);
            }
            var sum = new Cell();
            run.tally().totals().values().forEach(sum::add);
            return sum;
        }
    }

    private static void print(String answer, Cell cell) {
        var micros = cell.responseMicros();
        System.out.printf(
                "| %s | %d | %d | %.2f | %.2f | %.2f | %.1f |%n",
                answer,
                cell.requests(),
                cell.errorCount(),
                Cell.percentileMs(micros, 50),
                Cell.percentileMs(micros, 95),
                Cell.percentileMs(micros, 99),
                Cell.percentileMs(micros, 100));
    }

    private static String etag(URI budget, String token) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(budget)
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "application/json")
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(budget + " answered " + answer.statusCode() + ": " + answer.body());
            }
            System.out.println(answer.body().length() + " characters in full");
            return answer.headers().firstValue("ETag").orElseThrow();
        }
    }

    /** The viewer's token of the platform that runs on the home. */
    private static String token() throws IOException {
        var home = System.getenv("BELASTBAR_HOME");
        var folder = home == null ? Path.of(System.getProperty("user.home"), ".belastbar") : Path.of(home);
        var tokens = new Properties();
        try (var file = Files.newBufferedReader(folder.resolve(TOKENS))) {
            tokens.load(file);
        }
        return tokens.getProperty("viewer");
    }
}
