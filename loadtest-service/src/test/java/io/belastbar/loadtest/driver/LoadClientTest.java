package io.belastbar.loadtest.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.loadtest.engine.LaneProgress;
import io.belastbar.loadtest.result.EndpointMeasurement;
import io.belastbar.loadtest.result.ErrorClass;
import io.belastbar.loadtest.result.LoadMeasurement;
import io.belastbar.loadtest.scenario.Scenario;
import io.belastbar.loadtest.scenario.ScenarioLimits;
import io.belastbar.loadtest.scenario.ScenarioParser;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The driver against a real HTTP server in this JVM. */
class LoadClientTest {

    private static final ScenarioLimits LIMITS = new ScenarioLimits(100, Duration.ofMinutes(1), 10);

    private final Vertx vertx = Vertx.vertx();
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    @AfterEach
    void closeVertx() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void everyAnswerIsCountedAndTimedFromBothStarts() throws Exception {
        URI target =
                serve(request -> vertx.setTimer(40, timer -> request.response().end("{\"id\":\"e1\"}")));

        EndpointMeasurement measured = run(target, "").endpoints().getFirst();

        assertThat(measured.errors()).isEmpty();
        assertThat(measured.responseMicros().getTotalCount()).isGreaterThan(10);
        assertThat(measured.responseMicros().getMinValue()).isGreaterThanOrEqualTo(39_000);
        assertThat(measured.serviceMicros().getTotalCount())
                .isEqualTo(measured.responseMicros().getTotalCount());
        assertThat(measured.intendedStarts())
                .isEqualTo(measured.responseMicros().getTotalCount());
    }

    @Test
    void templatesReachTheWire() throws Exception {
        URI target = serve(request -> request.body().onSuccess(body -> {
            seen.add(request.method() + " " + request.uri() + " " + request.getHeader("X-Id") + " "
                    + request.getHeader("Content-Type") + " " + body);
            request.response().end("{\"items\":[{\"id\":\"e 1\"}]}");
        }));

        run(target, """
                  - request: POST /login
                    body: { user: "makler${vu}", years: 25 }
                    extract: { id: "$.items[0].id" }
                  - request: GET /employees/${id}
                    headers: { X-Id: "${id}" }
                  - think: 10s
                """);

        assertThat(seen)
                .contains(
                        "POST /login null application/json {\"user\":\"makler2\",\"years\":25}",
                        "GET /employees/e%201 e 1 null ");
    }

    @Test
    void aStalledTargetIsATimeoutAndItsWholeWaitCounts() throws Exception {
        URI target = serve(request -> {});

        EndpointMeasurement measured = run(target, "").endpoints().getFirst();

        assertThat(measured.errors()).containsOnlyKeys(ErrorClass.TIMEOUT);
        assertThat(measured.responseMicros().getMinValue()).isGreaterThanOrEqualTo(499_000);
    }

    @Test
    void anAnswerThatStopsMidBodyIsAClosedConnection() throws Exception {
        URI target = serve(request -> {
            request.response().putHeader("Content-Length", "1000").write("half");
            vertx.setTimer(20, timer -> request.connection().close());
        });

        assertThat(run(target, "").endpoints().getFirst().errors()).containsOnlyKeys(ErrorClass.CONNECTION_CLOSED);
    }

    @Test
    void anAbsentTargetIsAFailedConnection() throws Exception {
        URI target;
        try (ServerSocket free = new ServerSocket(0)) {
            target = URI.create("http://127.0.0.1:" + free.getLocalPort());
        }

        assertThat(run(target, "").endpoints().getFirst().errors()).containsOnlyKeys(ErrorClass.CONNECTION_FAILED);
    }

    @Test
    void aRedirectIsAnAnswerAndIsNotFollowed() throws Exception {
        URI target = serve(request -> {
            seen.add(request.uri());
            request.response()
                    .setStatusCode(302)
                    .putHeader("Location", "/elsewhere")
                    .end();
        });

        Map<ErrorClass, Long> errors = run(target, """
                  - { request: GET /a, check: { status: 200 } }
                  - think: 100ms
                """).endpoints().getFirst().errors();

        assertThat(errors).containsOnlyKeys(ErrorClass.UNEXPECTED_STATUS);
        assertThat(seen).containsOnly("/a");
    }

    @Test
    void aBodyThatMustBeKeptIsBounded() throws Exception {
        URI target = serve(request -> request.response().end(Buffer.buffer(new byte[200_000])));

        Map<ErrorClass, Long> errors = run(target, """
                  - { request: GET /a, extract: { id: $.id } }
                  - think: 100ms
                """).endpoints().getFirst().errors();

        assertThat(errors).containsOnlyKeys(ErrorClass.BODY_TOO_LARGE);
    }

    private URI serve(Handler<HttpServerRequest> handler) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Three users for one second; an answer may take half a second. */
    private LoadMeasurement run(URI target, String steps) {
        String simple = """
                  - { request: GET /a }
                  - think: 50ms
                """;
        Scenario scenario = ScenarioParser.parse("""
                scenario: s
                target: t
                timeout: 500ms
                stages: [ { duration: 0s, target: 3 }, { duration: 1s, target: 3 } ]
                steps:
                """ + (steps.isEmpty() ? simple : steps), LIMITS);
        LoadSettings settings =
                new LoadSettings(2, 2_000, Duration.ofSeconds(30), Duration.ofSeconds(5), 100_000, 1_000_000);
        try (LoadClient load = new LoadClient(vertx, scenario, target, settings)) {
            long origin = load.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                List<LaneProgress> progress = load.progress();
                return System.nanoTime() - origin > scenario.duration().toNanos()
                        && progress.stream().allMatch(lane -> lane.inFlight() == 0);
            });
            return load.measurement();
        }
    }
}
