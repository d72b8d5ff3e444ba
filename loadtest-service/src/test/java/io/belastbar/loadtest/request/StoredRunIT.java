package io.belastbar.loadtest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.belastbar.loadtest.ScriptedTarget;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of runs that have ended. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class StoredRunIT {

    private static final long START_MILLIS = 1_770_000_000_000L;

    @Inject
    Pool pool;

    private final String system = "stored-" + UUID.randomUUID().toString().substring(0, 8);

    /** Seconds are read by 64. */
    @ParameterizedTest
    @ValueSource(ints = {1, 64, 65, 200})
    void aRunIsReportedWholeHoweverManySecondsItHas(int seconds) {
        String run = imported(seconds);

        LoadtestApi.as("viewer")
                .get(run + "/report.json")
                .then()
                .statusCode(200)
                .body("total.requests", equalTo(2 * seconds))
                .body("cells[0].requests", equalTo(2 * seconds));
        String csv = LoadtestApi.as("viewer").get(run + "/report.csv").asString();
        assertThat(csv.lines()).hasSize(1 + seconds);
        assertThat(csv.lines().skip(1).map(line -> line.substring(0, line.indexOf(','))))
                .first()
                .isEqualTo("0");
        assertThat(csv.lines().reduce((first, last) -> last).orElseThrow()).startsWith(seconds - 1 + ",");
        LoadtestApi.as("viewer").get(run + "/report.html").then().statusCode(200);
        LoadtestApi.as("viewer")
                .queryParam("without", "2026-02-02T02:40:00Z/2026-02-02T02:40:01Z")
                .get(run + "/endpoints")
                .then()
                .statusCode(200)
                .body("secondsLeftOut", equalTo(1));
        LoadtestApi.as("viewer")
                .queryParam("to", "2026-02-02T02:40:01Z")
                .queryParam("endpoint", "GET /a")
                .get(run + "/figures")
                .then()
                .statusCode(200)
                .body("seconds", equalTo(1))
                .body("figures[0].requests", equalTo(2));
        LoadtestApi.as("viewer").get(run + "/figures").then().body("figures[0].requests", equalTo(2 * seconds));
        LoadtestApi.as("viewer").get(run + "/figures?endpoint=nobodys").then().statusCode(404);
        LoadtestApi.as("viewer").get(run + "/figures?each=second").then().statusCode(400);
    }

    @Test
    void longRunsAreCompared() {
        String ids = List.of(imported(150), imported(130)).stream()
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .reduce((first, second) -> first + "," + second)
                .orElseThrow();

        LoadtestApi.as("viewer")
                .get("/api/v1/test-run-comparisons?runs=" + ids)
                .then()
                .statusCode(200);
    }

    /** Whoever decoded this could not answer. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/report.html", "/report.xml", "/report.json", "/report.csv"})
    void aReaderThatHasItAlreadyCostsNothing(String what) {
        String run = imported(5);
        String tag = LoadtestApi.as("viewer")
                .get(run + what)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        sql("UPDATE run_cell SET cell = '\\x00' WHERE run_id = '%s'", run);
        sql("UPDATE run_second SET data = '\\x00' WHERE run_id = '%s'", run);

        LoadtestApi.as("viewer")
                .header("If-None-Match", tag)
                .get(run + what)
                .then()
                .statusCode(304)
                .header("ETag", tag);
    }

    @Test
    void secondsThatWereRemovedAreSaidToBe() {
        String run = imported(70);
        String tag = LoadtestApi.as("viewer").get(run + "/report.json").header("ETag");
        sql("DELETE FROM run_second WHERE run_id = '%s'", run);
        sql("UPDATE test_run SET seconds_removed_at = now() WHERE id = '%s'", run);

        LoadtestApi.as("viewer")
                .header("If-None-Match", tag)
                .get(run + "/report.json")
                .then()
                .statusCode(200)
                .body("total.requests", equalTo(140))
                .body("provenance.notes", hasItem(containsString("seconds of this run were removed on")));
        LoadtestApi.as("viewer").get(run + "/report.html").then().body(containsString("were removed on"));
        LoadtestApi.as("viewer").get(run).then().body("provenance.notes", hasItem(containsString("were removed on")));
        LoadtestApi.as("viewer")
                .get(run + "/report.csv")
                .then()
                .statusCode(409)
                .body("detail", containsString("were removed at"));
        LoadtestApi.as("viewer")
                .queryParam("without", "2026-02-02T02:40:00Z/2026-02-02T02:40:01Z")
                .get(run + "/endpoints")
                .then()
                .statusCode(409)
                .body("detail", containsString("were removed at"));
    }

    /** Two requests each second. */
    private String imported(int seconds) {
        StringBuilder jtl = new StringBuilder("timeStamp,elapsed,label,responseCode,success\n");
        for (int second = 0; second < seconds; second++) {
            long start = START_MILLIS + second * 1_000L;
            jtl.append(start).append(",100,GET /a,200,true\n");
            jtl.append(start + 200).append(",300,GET /a,200,true\n");
        }
        return LoadtestApi.as("engineer")
                .contentType("application/octet-stream")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(jtl.toString().getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/systems/" + system + "/test-run-imports?format=jmeter&scenario=it")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
    }

    private void sql(String statement, String run) {
        pool.query(statement.formatted(run.substring(run.lastIndexOf('/') + 1)))
                .execute()
                .await()
                .atMost(Duration.ofSeconds(60));
    }
}
