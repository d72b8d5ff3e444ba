package io.belastbar.web;

import static io.belastbar.web.ProblemsIT.as;
import static io.belastbar.web.ProblemsIT.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HttpIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Inject
    Pool pool;

    @Test
    void aReaderWhoHasTheVersionGets304() {
        String etag = as("viewer")
                .get("/api/v1/probe/report")
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");

        Response again = as("viewer").header("If-None-Match", etag).get("/api/v1/probe/report");

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.header("ETag")).isEqualTo(etag);
        assertThat(again.body().asString()).isEmpty();
    }

    // The JDK's client, because REST Assured unpacks the answer and hides how it came.
    @Test
    void answersAreCompressed() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/v1/probe/report"))
                .header("Authorization", "Bearer viewer-token")
                .header("Accept-Encoding", "gzip")
                .build();

        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.body().length).isLessThan(200);
    }

    @Test
    void healthMetricsAndTheApiDescriptionNeedNoCaller() {
        given().get("/q/health").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200);
        given().get("/q/swagger-ui/").then().statusCode(200);
        given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("components.securitySchemes.bearer.scheme", equalTo("bearer"))
                .body("paths.'/api/v1/probe/me'.get.security[0].keySet()[0]", equalTo("bearer"));
    }

    @Test
    void aRepeatedRequestGetsTheFirstAnswer() {
        String key = UUID.randomUUID().toString();

        Response first = start(key, "repeated");
        Response second = start(key, "repeated");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.header("Location"))
                .isEqualTo(first.header("Location"))
                .contains("/api/v1/probe/starts/");
        assertThat(second.body().asString()).isEqualTo(first.body().asString());
        assertThat(starts("repeated")).isEqualTo(1);
    }

    @Test
    void aKeyForAnotherBodyIs422() {
        String key = UUID.randomUUID().toString();
        start(key, "one");

        problem(start(key, "another"), 422);
        assertThat(starts("another")).isZero();
    }

    @Test
    void aKeyWhoseRequestFailedIsFreeAgain() {
        String key = UUID.randomUUID().toString();

        problem(start(key, "fails once"), 409);

        assertThat(starts("fails once")).isZero();
        assertThat(start(key, "fails once").statusCode()).isEqualTo(202);
        assertThat(start(key, "fails once").statusCode()).isEqualTo(202);
        assertThat(starts("fails once")).isEqualTo(1);
    }

    @Test
    void aKeyOfAnotherCallerIsAnotherKey() {
        String key = UUID.randomUUID().toString();

        start(key, "shared key");
        as("operator")
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body("{\"name\":\"shared key\",\"size\":1}")
                .post("/api/v1/probe/starts")
                .then()
                .statusCode(202);

        assertThat(starts("shared key")).isEqualTo(2);
    }

    @Test
    void concurrentDuplicatesStartOnce() {
        String key = UUID.randomUUID().toString();

        List<CompletableFuture<Response>> calls = IntStream.range(0, 8)
                .mapToObj(
                        i -> CompletableFuture.supplyAsync(() -> start(key, "concurrent"), Thread::startVirtualThread))
                .toList();

        assertThat(calls.stream()
                        .map(call -> call.orTimeout(5, TimeUnit.MINUTES).join())
                        .map(r -> r.header("Location"))
                        .distinct())
                .hasSize(1);
        assertThat(starts("concurrent")).isEqualTo(1);
    }

    @Test
    void everyWriteIsInTheAuditLogWithItsOutcome() {
        // Written again where PostgreSQL was slow: a request is refused then, or its outcome comes behind its answer.
        await().atMost(PATIENCE).untilAsserted(() -> {
            long before = lastAuditId();
            start(UUID.randomUUID().toString(), "audited");
            as("viewer").post("/api/v1/probe/faults");
            given().post("/api/v1/probe/faults");
            as("viewer").get("/api/v1/probe/me");

            assertThat(auditedAfter(before))
                    .containsExactly(
                            "engineer POST /api/v1/probe/starts 202",
                            "viewer POST /api/v1/probe/faults 403",
                            "anonymous POST /api/v1/probe/faults 401");
        });
    }

    private List<String> auditedAfter(long id) {
        return pool.preparedQuery(
                        "SELECT concat_ws(' ', principal, action, subject, coalesce(log.status, outcome.status)) AS line"
                                + " FROM audit_log AS log LEFT JOIN audit_outcome AS outcome ON entry = id"
                                + " WHERE id > $1 ORDER BY id")
                .execute(Tuple.of(id))
                .map(found -> found.stream().map(row -> row.getString("line")).toList())
                .await()
                .atMost(PATIENCE);
    }

    @Test
    void theMetricsAreThere() {
        as("viewer").get("/api/v1/probe/report");

        given().get("/q/metrics")
                .then()
                .body(containsString("belastbar_http_etag_reads_total{result=\"miss\"}"))
                .body(containsString("belastbar_http_etag_hit_ratio"));
    }

    @Test
    void everyPathHasAHistogramUnderTheNameThatPromisesGiveIt() {
        as("viewer").get("/api/v1/probe/report");
        as("viewer").get("/api/v1/systems/probe/deliverables/none.md");
        given().get("/q/health");

        // A request is counted a moment after its answer.
        await().atMost(PATIENCE).untilAsserted(() -> {
            var buckets = given().get("/q/metrics")
                    .asString()
                    .lines()
                    .filter(line -> line.startsWith("http_server_requests_seconds_bucket"))
                    .toList();
            assertThat(buckets)
                    .anyMatch(line -> line.contains("uri=\"/api/v1/probe/report\"") && line.contains("le=\"0.5\""))
                    .anyMatch(line -> line.contains("uri=\"/api/v1/probe/report\"") && line.contains("le=\"+Inf\""))
                    .anyMatch(line -> line.contains("uri=\"/api/v1/systems/{system}/deliverables/{file}\""))
                    .noneMatch(line -> line.contains("uri=\"/q/"));
        });
    }

    /** Sent again as long as the audit log is too slow to take it. */
    private static Response start(String key, String name) {
        return await().atMost(PATIENCE)
                .until(
                        () -> as("engineer")
                                .header("Idempotency-Key", key)
                                .contentType("application/json")
                                .body("{\"name\":\"" + name + "\",\"size\":1}")
                                .post("/api/v1/probe/starts"),
                        answer -> answer.statusCode() != 503);
    }

    private long starts(String name) {
        return pool.preparedQuery("SELECT count(*) FROM probe_start WHERE name = $1")
                .execute(Tuple.of(name))
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(PATIENCE);
    }

    private long lastAuditId() {
        return pool.query("SELECT coalesce(max(id), 0) FROM audit_log")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(PATIENCE);
    }
}
