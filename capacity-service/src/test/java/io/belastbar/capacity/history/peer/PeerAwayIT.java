package io.belastbar.capacity.history.peer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.Measure;
import io.belastbar.capacity.history.StoredSeries;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** budget-service is away for one system and hangs in the middle of another's values, while the job reads. */
@QuarkusTest
class PeerAwayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String READ = "database.connections.utilization";
    private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");

    @Inject
    HistoryRepository history;

    @Inject
    Pool pool;

    @ConfigProperty(name = "belastbar.url.budget")
    String budget;

    private final String run = UUID.randomUUID().toString();

    @AfterEach
    void loose() {
        given().get(budget + "/stuck/false");
    }

    @Test
    void whatIsAwayOrHangsIsReadLaterAsAWholeAndTheRestGoesOn() {
        given().get(budget + "/stuck/true");
        // In the order in which they are read.
        List<String> systems = List.of("peer-away-" + run, "peer-hangs-" + run, "peer-well-" + run);
        systems.forEach(this::known);

        await().atMost(PATIENCE).until(() -> values(systems.get(2)) == 400);
        assertThat(values(systems.get(0))).isZero();
        // Its first page came: half of what is missing would pass for all of it.
        assertThat(values(systems.get(1))).isZero();

        // What is not read yet has its name: whoever goes on must not choose another.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(names(systems.get(1)))
                .isEqualTo(names(systems.get(2)))
                .isNotEmpty());

        given().get(budget + "/stuck/false");

        await().atMost(PATIENCE).until(() -> values(systems.get(0)) == 400 && values(systems.get(1)) == 400);
        // The series behind the one that hung too, each called as where nothing hung.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(metrics(systems.get(1)))
                .contains("GET:api:v1:employees.response_time_p95", READ, "database.size", "seen")
                .isEqualTo(metrics(systems.get(2))));
    }

    private Map<String, String> names(String system) {
        var rows = pool.preparedQuery("SELECT metric, series FROM history_peer WHERE system = $1")
                .execute(Tuple.of(system))
                .await()
                .atMost(PATIENCE);
        var names = new TreeMap<String, String>();
        rows.forEach(row -> names.put(row.getString("metric"), row.getString("series")));
        return names;
    }

    private List<String> metrics(String system) {
        return history.list(system).await().atMost(PATIENCE).stream()
                .map(StoredSeries::metric)
                .toList();
    }

    /** Only a system that is described or has a history is asked for. */
    private void known(String system) {
        given().auth()
                .preemptive()
                .oauth2("engineer-token")
                .contentType("application/json")
                .body(
                        "{\"metric\":\"seen\",\"unit\":\"GB\",\"points\":[{\"at\":\"2026-11-01T00:00:00Z\",\"value\":1}]}")
                .post("/api/v1/systems/{system}/series", system)
                .then()
                .statusCode(201);
    }

    /** As many as were read without a gap. */
    private int values(String system) {
        return history.find(system, READ)
                .await()
                .atMost(PATIENCE)
                .map(series -> history.read(
                                series, FIRST, FIRST.plus(Duration.ofDays(1)), Duration.ofMinutes(1), Measure.MEAN)
                        .await()
                        .atMost(PATIENCE)
                        .values())
                .map(values -> java.util.stream.DoubleStream.of(values).anyMatch(Double::isNaN) ? -1 : values.length)
                .orElse(0);
    }
}
