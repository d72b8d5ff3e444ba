package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MeasurementIT {

    private static final String PATH = "/api/v1/systems/{system}/measurements";
    private static final String SOURCES = "/api/v1/systems/{system}/measurement-sources";
    private static final String REPORT = "/api/v1/systems/{system}/performance-report";
    private static final String BUDGET = """
            artefacts:
              initial-bundle: { target_size: "< 200kB" }
            pipelines:
              pr: { target_duration: "< 10min" }
            caches:
              portfolio_data: { service: redis, target_hit_ratio: 85%, baseline_hit_ratio: 82%, critical_hit_ratio: 50% }
            operations:
              portfolio_calculation: { target_response_time_p95: 500ms }
            """;

    @ConfigProperty(name = "belastbar.targets.monitoring.url")
    URI prometheus;

    private final String system = "s-" + UUID.randomUUID();

    @BeforeEach
    void promise() {
        as("engineer")
                .contentType("application/yaml")
                .body(BUDGET.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget", system)
                .then()
                .statusCode(201);
    }

    @Test
    void theAnswerSaysWhetherThePromiseIsKept() {
        post("{\"subject\": \"initial-bundle\", \"metric\": \"size\", \"value\": \"180 kB\"}")
                .then()
                .statusCode(201)
                .body("stored", equalTo(1))
                .body("verdict", equalTo("PASS"))
                .body("measurements[0].objectives[0].limit", equalTo("< 200 kB"));
        post("{\"subject\": \"initial-bundle\", \"metric\": \"size\", \"value\": \"200 kB\"}")
                .then()
                .statusCode(201)
                .body("verdict", equalTo("FAIL"))
                .body("measurements[0].kind", equalTo("ARTEFACT"))
                .body("measurements[0].objectives[0].observed", equalTo("200 kB"));
    }

    @Test
    void whatABranchMeasuredIsASeriesOfItsOwn() {
        post("{\"subject\": \"initial-bundle\", \"metric\": \"size\", \"value\": \"180 kB\", \"testbed\": \"ci\"}")
                .then()
                .statusCode(201);
        as("engineer")
                .contentType("text/csv")
                .body("subject,metric,value,branch,label.testbed\ninitial-bundle,size,250 kB,refs/heads/feature/x,ci\n")
                .post(PATH, system)
                .then()
                .statusCode(201);

        as("viewer")
                .get("/api/v1/systems/{system}/health", system)
                .then()
                .body("kpis.findAll { it.status == 'ok' }", hasSize(1));
        post("{\"subject\": \"pr\", \"metric\": \"duration\", \"value\": \"8min\", \"branch\": \"a\\u0000b\"}")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/branch"))
                .body("errors[0].rule", containsString("U+0000"));
        post("{\"subject\": \"pr\", \"metric\": \"duration\", \"value\": \"8min\", \"branch\": \"%s\"}"
                        .formatted("x".repeat(300)))
                .then()
                .statusCode(400)
                .body("errors[0].rule", containsString("at most 256 characters"));
    }

    @Test
    void singleMeasurementsBecomeAPercentile() {
        var values = "\"120ms\",".repeat(58) + "\"120ms\"";

        post("{\"subject\": \"portfolio_calculation\", \"metric\": \"response_time\", \"value\": [" + values + "]}")
                .then()
                .statusCode(201)
                .body("stored", equalTo(59))
                .body("verdict", equalTo("PASS"))
                .body("measurements[0].objectives[0].samples", equalTo(59));
    }

    @Test
    void allAreStoredOrNone() {
        post("""
                [{"subject": "pr", "metric": "duration", "value": "8min"},
                 {"subject": "unheard-of", "metric": "duration", "value": "8min"}]""")
                .then()
                .statusCode(400)
                .body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo("/1/subject"))
                .body("errors[0].rule", containsString("kind must be given"));

        assertThat(report().jsonPath().getInt("total_metrics")).isZero();
    }

    @Test
    void aPostedValueFailsByItselfAndTheWindowStandsBeside() {
        postTable("subject,metric,value,samples\nportfolio_data,hit_ratio,90%,100000\n")
                .then()
                .statusCode(201)
                .body("verdict", equalTo("PASS"));

        post("{\"subject\": \"portfolio_data\", \"metric\": \"hit_ratio\", \"value\": \"10%\"}")
                .then()
                .statusCode(201)
                .body("verdict", equalTo("FAIL"))
                .body("objectives[0].observed", equalTo("10%"))
                .body("objectives[0].window.length", equalTo("24 h"))
                .body("objectives[0].window.verdict", equalTo("PASS"))
                .body("objectives[0].window.values", equalTo(2))
                .body("objectives[0].window.samples", equalTo(100_000))
                .body("measurements[0].objectives[0].window.verdict", equalTo("PASS"));
        post("{\"subject\": \"portfolio_calculation\", \"metric\": \"response_time_p95\", \"value\": \"520ms\"}")
                .then()
                .statusCode(201)
                .body("verdict", equalTo("FAIL"))
                .body("objectives[0].observed", equalTo("520 ms"));
    }

    @Test
    void aComputedPercentileDoesNotHideTheMeasurements() {
        var values = "\"900ms\",".repeat(58) + "\"900ms\"";
        post("{\"subject\": \"portfolio_calculation\", \"metric\": \"response_time\", \"value\": [" + values + "]}");

        post("{\"subject\": \"portfolio_calculation\", \"metric\": \"response_time_p95\", \"value\": \"120ms\"}")
                .then()
                .statusCode(201)
                .body("verdict", equalTo("PASS"))
                .body("objectives[0].window.verdict", equalTo("FAIL"))
                .body("objectives[0].window.values", equalTo(60));
    }

    @Test
    void equalRowsOfOneRequestAreAllStoredAndCountedAndThoseOfTwoOnce() {
        var at = Instant.now().minusSeconds(60).toString();
        var rows =
                ("portfolio_data,hit_ratio,1,1," + at + "\n").repeat(100) + "portfolio_data,hit_ratio,0,1," + at + "\n";

        postTable("subject,metric,value,samples,at\n" + rows)
                .then()
                .statusCode(201)
                .body("stored", equalTo(101))
                .body("known", equalTo(0))
                .body("objectives[0].samples", equalTo(101));
        postTable("subject,metric,value,samples,at\n" + rows)
                .then()
                .statusCode(201)
                .body("stored", equalTo(0))
                .body("known", equalTo(101))
                .body("objectives[0].window.samples", equalTo(101));
        as("viewer")
                .queryParam("kind", "cache")
                .queryParam("service", "redis")
                .queryParam("subject", "portfolio_data")
                .queryParam("metric", "target_hit_ratio")
                .queryParam("limit", 200)
                .get("/api/v1/systems/{system}/series/points", system)
                .then()
                .body("items", hasSize(101));
    }

    @Test
    void aFigureThatNobodyPromisedIsRefusedWithWhatIsPromised() {
        post("{\"subject\": \"pr\", \"metric\": \"response_time\", \"value\": \"100ms\"}")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/metric"))
                .body("errors[0].received", equalTo("response_time"))
                .body("errors[0].rule", containsString("promised are duration"));
        post("{\"subject\": \"pr\", \"kind\": \"pipeline\", \"metric\": \"response_time\", \"value\": \"100ms\"}")
                .then()
                .statusCode(201)
                .body("verdict", nullValue())
                .body("measurements[0].hint", containsString("promised are duration"));
    }

    @Test
    void aLargeBatchIsJudgedOffTheEventLoop() {
        var threads = new ConcurrentLinkedQueue<String>();
        var logger = Logger.getLogger("io.belastbar.budget.measurement.StoreMeasurements");
        var heard = new Handler() {
            @Override
            public void publish(LogRecord judged) {
                threads.add(Thread.currentThread().isVirtual() + " "
                        + Thread.currentThread().getName());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        heard.setLevel(Level.ALL);
        logger.setLevel(Level.FINE);
        logger.addHandler(heard);
        try {
            postTable("subject,metric,value,samples\n" + "portfolio_data,hit_ratio,0.9,1000\n".repeat(10_000))
                    .then()
                    .statusCode(201)
                    .body("stored", equalTo(10_000))
                    .body("objectives", hasSize(1))
                    .body("measurements", hasSize(200))
                    .body("measurementsLeftOut", equalTo(9_800));
        } finally {
            logger.removeHandler(heard);
            logger.setLevel(null);
        }

        assertThat(threads).isNotEmpty().allMatch(thread -> thread.startsWith("true "));
    }

    @Test
    void whatPostgresqlCannotKeepIsRefusedAtTheDoor() {
        for (var field : List.of("subject", "service", "metric", "value", "at")) {
            var body = "{\"subject\": \"pr\", \"kind\": \"pipeline\", \"metric\": \"duration\", \"value\": \"1s\", \""
                    + field + "\": \"a\\u0000b\"}";
            post(body.replaceFirst("\"" + field + "\": \"[^\"\\\\]*\", ", ""))
                    .then()
                    .statusCode(400);
        }
        post("{\"subject\": \"pr\", \"metric\": \"duration\", \"value\": \"1s\", \"labels\": {\"commit\": \"a\\u0000\"}}")
                .then()
                .statusCode(400);
        postTable("subject,metric,value,label.commit\npr,duration,1s,a\u0000\n")
                .then()
                .statusCode(400)
                .body("errors[0].line", equalTo(2));
    }

    @Test
    void whatNobodyPromisedIsKeptAndSaidSo() {
        post("{\"subject\": \"nightly\", \"kind\": \"pipeline\", \"metric\": \"duration\", \"value\": \"30min\"}")
                .then()
                .statusCode(201)
                .body("verdict", nullValue())
                .body("hint", containsString("/budget"));
    }

    @Test
    void theSameKeyStoresOnce() {
        var body = "{\"subject\": \"pr\", \"metric\": \"duration\", \"value\": \"8min\"}";
        var first = as("engineer")
                .header("Idempotency-Key", "k")
                .contentType("application/json")
                .body(body)
                .post(PATH, system);
        var second = as("engineer")
                .header("Idempotency-Key", "k")
                .contentType("application/json")
                .body(body)
                .post(PATH, system);

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(report().jsonPath().getInt("total_metrics")).isEqualTo(1);
    }

    @Test
    void aReportIsKnownUntilAValueComes() {
        post("{\"subject\": \"pr\", \"metric\": \"duration\", \"value\": \"8min\"}");
        var tag = report().header("ETag");

        as("viewer").header("If-None-Match", tag).get(REPORT, system).then().statusCode(304);

        post("{\"subject\": \"pr\", \"metric\": \"duration\", \"value\": \"9min\"}");
        as("viewer").header("If-None-Match", tag).get(REPORT, system).then().statusCode(200);
    }

    @Test
    void aTableIsTakenToo() {
        as("engineer")
                .contentType("text/csv")
                .body("subject,metric,value,label.commit\npr,duration,11min,abc\n".getBytes(StandardCharsets.UTF_8))
                .post(PATH, system)
                .then()
                .statusCode(201)
                .body("verdict", equalTo("FAIL"));
    }

    @Test
    void aViewerMayNotMeasure() {
        as("viewer")
                .contentType("application/json")
                .body("{}")
                .post(PATH, system)
                .then()
                .statusCode(403);
    }

    @Test
    void measurementsAreCollectedFromPrometheus() {
        serve("hits_" + system, "40");
        putSources("hits_" + system)
                .then()
                .statusCode(201)
                .body("queries", equalTo(2))
                .header("ETag", notNullValue());
        as("viewer")
                .accept("application/json")
                .get(SOURCES, system)
                .then()
                .statusCode(200)
                .body("target", equalTo("monitoring"))
                .body("queries", hasSize(2));
        as("viewer").get(SOURCES, system).then().statusCode(200).contentType(containsString("yaml"));

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> as("viewer")
                .get(SOURCES + "/collection", system)
                .then()
                .statusCode(200)
                .body("values", equalTo(1))
                .body("problems[0].problem", equalTo("the query gave no series")));
        var metric = report().jsonPath().getMap("services.redis.metrics.'portfolio_data.hit_ratio'");
        assertThat(metric)
                .containsEntry("latest_value", 0.4f)
                .containsEntry("latest_status", "critical")
                .containsEntry("unit", "ratio")
                .containsEntry("baseline_value", 0.82f);
        report().then().body("summary.critical_issues", equalTo(1)).body("summary.baseline_deviations", hasSize(1));
    }

    @Test
    void theQueriesOfAnSloAreCollected() {
        serve("good_" + system, "0.975");
        as("engineer")
                .contentType("application/yaml")
                .body("""
                        apiVersion: openslo/v1
                        kind: SLO
                        metadata: { name: orders }
                        spec:
                          service: shop
                          indicator:
                            spec:
                              ratioMetric:
                                rawType: success
                                raw: { metricSource: { metricSourceRef: monitoring, spec: { query: good_%s } } }
                          timeWindow: [ { duration: 1d, isRolling: true } ]
                          budgetingMethod: Occurrences
                          objectives: [ { target: 0.99 } ]
                        """.formatted(system).getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget/documents/slo", system)
                .then()
                .statusCode(201);

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> as("viewer")
                .queryParam("kind", "operation")
                .queryParam("service", "shop")
                .queryParam("subject", "orders")
                .queryParam("metric", "target_success_rate")
                .get("/api/v1/systems/{system}/series/points", system)
                .then()
                .body("items[0].value", equalTo(0.975f)));

        // Measurement sources that come and go take nothing away from it.
        putSources("beside_" + system).then().statusCode(201);
        as("engineer").delete(SOURCES, system).then().statusCode(204);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> as("viewer")
                .get(SOURCES + "/collection", system)
                .then()
                .statusCode(200)
                .body("values", equalTo(1)));
    }

    @Test
    void countersAreDifferencedFromRoundToRound() {
        serve("lookups_" + system, "1000");
        sources("""
                prometheus:
                  target: monitoring
                  every: 5s
                  queries:
                    - { subject: portfolio_data, kind: cache, service: redis, metric: hit_ratio, counter: hits_%1$s, of: lookups_%1$s }
                """.formatted(system)).then().statusCode(201);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> as("viewer")
                .get(SOURCES + "/collection", system)
                .then()
                .statusCode(200)
                .body("problems", hasSize(0)));

        serve("hits_" + system, "30");
        serve("lookups_" + system, "1050");

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> as("viewer")
                .queryParam("kind", "cache")
                .queryParam("service", "redis")
                .queryParam("subject", "portfolio_data")
                .queryParam("metric", "target_hit_ratio")
                .get("/api/v1/systems/{system}/series/points", system)
                .then()
                .body("items", hasSize(1))
                .body("items[0].samples", equalTo(50))
                .body("items[0].value", equalTo(0.6f)));
    }

    @Test
    void sourcesAreTakenAway() {
        putSources("gone_" + system).then().statusCode(201);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        as("viewer").get(SOURCES + "/collection", system).then().statusCode(200));

        as("viewer").delete(SOURCES, system).then().statusCode(403);
        as("engineer").delete(SOURCES, system).then().statusCode(204);

        as("viewer").get(SOURCES, system).then().statusCode(404);
        as("viewer").get(SOURCES + "/collection", system).then().statusCode(404);
        as("engineer").delete(SOURCES, system).then().statusCode(404);
        putSources("back_" + system).then().statusCode(201);
    }

    @Test
    void aTargetThatIsNoWebAddressIsRefused() {
        sources("prometheus: { target: orders-db, queries: [] }")
                .then()
                .statusCode(403)
                .body("detail", containsString("is no web address"));
        as("viewer").get(SOURCES, system).then().statusCode(404);
    }

    @Test
    void sourcesNameARegisteredTarget() {
        as("engineer")
                .contentType("application/yaml")
                .body("prometheus: { target: elsewhere, queries: [] }".getBytes(StandardCharsets.UTF_8))
                .put(SOURCES, system)
                .then()
                .statusCode(403);
        as("viewer").get(SOURCES, system).then().statusCode(404).body("detail", containsString("belastbar apply"));
    }

    @Test
    void theReportIsGivenInBothLanguagesAndOnlyWhenItChanged() {
        post("{\"subject\": \"pr\", \"metric\": \"duration\", \"value\": \"8min\"}");

        as("viewer")
                .queryParam("lang", "de")
                .get(REPORT + ".md", system)
                .then()
                .statusCode(200)
                .body(containsString("Leistungsbericht"));
        as("viewer").get(REPORT + ".html", system).then().statusCode(200).body(containsString("<html lang=\"en\">"));
        as("viewer").queryParam("period", "3h").get(REPORT, system).then().statusCode(400);
        var to = Instant.now().toString();
        var etag = as("viewer").queryParam("to", to).get(REPORT, system).header("ETag");
        as("viewer")
                .queryParam("to", to)
                .header("If-None-Match", etag)
                .get(REPORT, system)
                .then()
                .statusCode(304);
    }

    private Response post(String json) {
        return as("engineer").contentType("application/json").body(json).post(PATH, system);
    }

    private Response postTable(String table) {
        return as("engineer")
                .contentType("text/csv")
                .body(table.getBytes(StandardCharsets.UTF_8))
                .post(PATH, system);
    }

    private Response report() {
        return as("viewer").get(REPORT, system);
    }

    private Response sources(String document) {
        return as("engineer")
                .contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .put(SOURCES, system);
    }

    private Response putSources(String query) {
        return as("engineer")
                .contentType("application/yaml")
                .body("""
                        prometheus:
                          target: monitoring
                          every: 5s
                          queries:
                            - { subject: portfolio_data, kind: cache, service: redis, metric: hit_ratio, query: "%s", unit: percent }
                            - { subject: pr, kind: pipeline, metric: duration, query: "missing", unit: s }
                        """.formatted(query).getBytes(StandardCharsets.UTF_8))
                .put(SOURCES, system);
    }

    private void serve(String query, String value) {
        given().body(value).put(prometheus + "/values/" + query).then().statusCode(204);
    }

    private static RequestSpecification as(String principal) {
        return given().header("Authorization", "Bearer " + principal + "-token");
    }
}
