package io.belastbar.profiling;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is posted to budget-service each interval; here a server that notes it. */
@QuarkusTest
class DatabaseMetricsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String BUDGET = "belastbar.url.budget";

    @Inject
    Pool pool;

    @Inject
    Workers workers;

    @Test
    void aDatabaseIsMeasuredEachIntervalAlsoWhileBudgetServiceIsAway() throws Exception {
        String system = "m" + UUID.randomUUID().toString().substring(0, 8);
        SampleDatabase.create();
        Api.describe(system, "smartbav-db");
        List<String> posted = new CopyOnWriteArrayList<>();
        HttpServer budget = budget(system, posted);
        System.setProperty(BUDGET, "http://127.0.0.1:" + budget.getAddress().getPort());
        try {
            LeasedWork<String> work =
                    workers.queue("database-metrics", new PayloadFormat<>(Function.identity(), Function.identity()));
            pool.withTransaction(transaction -> work.enqueue(transaction, system, null))
                    .await()
                    .atMost(PATIENCE);
            await().atMost(PATIENCE).until(() -> posted.size() == 1);
            SampleDatabase.workload(5);
            await().atMost(PATIENCE).until(() -> hasten(work, system));
            await().atMost(PATIENCE).until(() -> posted.size() == 2);

            assertThat(posted.getFirst())
                    .contains("\"database.connections.active\"", "\"kind\":\"resource\"")
                    .doesNotContain("database.transactions");
            assertThat(posted.getLast()).contains("\"database.transactions\"", "\"database.avg_query_time\"");
            budget.stop(0);
            await().atMost(PATIENCE).until(() -> hasten(work, system));
            await().atMost(PATIENCE).until(() -> metrics().matches("(?s).*outcome=\"refused\"[^\n]*} [1-9].*"));
            assertThat(metrics())
                    .contains("belastbar_database_statement_mean_seconds{rank=\"1\",system=\"" + system + "\"}")
                    .containsPattern("statement_calls_by_mean\\{le=\"\\+Inf\",system=\"" + system + "\"} [1-9]");
        } finally {
            budget.stop(0);
            System.clearProperty(BUDGET);
        }
    }

    private boolean hasten(LeasedWork<String> work, String system) {
        return pool.withTransaction(transaction -> work.hasten(transaction, system))
                .await()
                .atMost(PATIENCE);
    }

    private static String metrics() {
        return given().get("/q/metrics").asString();
    }

    private static HttpServer budget(String system, List<String> posted) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/systems/" + system + "/measurements", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(201, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }
}
