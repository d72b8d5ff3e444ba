package io.belastbar.capacity.cost.situation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.belastbar.capacity.cost.scalability.LoadPoint;
import io.belastbar.capacity.history.runs.PublishedRun;
import io.belastbar.contracts.RunVerdict;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** From the events of finished test runs to the ceiling that what-if answers. */
@QuarkusTest
class RunCeilingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** A system of 100 requests a second at one user, 2 percent contention, a coherence of 0.0005: 1,565/s at 44 users. */
    private static final double RATE = 100;

    private static final double CONTENTION = 0.02;
    private static final double COHERENCE = 0.0005;
    private static final double CEILING = throughput(44);

    @Inject
    RunsOfSystem runs;

    private final String system = "ceiling-" + UUID.randomUUID();
    private final Instant newest = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));

    @Test
    void runsThatNearedTheCeilingShowItAndTheirLoadFollowsFromThroughputAndLatency() {
        List<Integer> users = List.of(1, 2, 4, 8, 16, 32, 48, 64);
        for (int i = 0; i < users.size(); i++) {
            run(users.get(i), newest.minus(Duration.ofHours(i)), RunVerdict.PASSED);
        }
        // What was aborted reached nothing that counts.
        run(500, newest.minus(Duration.ofHours(20)), RunVerdict.ABORTED);

        await().atMost(PATIENCE).until(() -> runs.of(system).size() == users.size());

        List<LoadPoint> points = runs.of(system);
        for (int i = 0; i < users.size(); i++) {
            assertThat(points.get(i).load()).isCloseTo(users.get(i), within(0.01 * users.get(i)));
            assertThat(points.get(i).throughput()).isCloseTo(throughput(users.get(i)), within(1e-6));
        }
        JsonPath answer = whatIf();
        assertThat(answer.getBoolean("ceiling.shown")).isTrue();
        assertThat(answer.getDouble("ceiling.throughput")).isCloseTo(CEILING, within(0.02 * CEILING));
        assertThat(answer.getDouble("ceiling.peakLoad")).isBetween(40.0, 48.0);
        assertThat(answer.getDouble("ceiling.contention")).isCloseTo(CONTENTION, within(0.005));
    }

    @Test
    void runsThatNeverNearedItNameTheLoadToTryNext() {
        for (int users = 1; users <= 4; users++) {
            run(users, newest.minus(Duration.ofHours(users)), RunVerdict.FAILED);
        }

        await().atMost(PATIENCE).until(() -> runs.of(system).size() == 4);

        JsonPath answer = whatIf();
        assertThat(answer.getBoolean("ceiling.shown")).isFalse();
        assertThat(answer.getDouble("ceiling.highestLoad")).isCloseTo(4, within(0.05));
        assertThat(answer.getDouble("ceiling.nextLoad")).isGreaterThan(4);
    }

    private static double throughput(double users) {
        return RATE * users / (1 + CONTENTION * (users - 1) + COHERENCE * users * (users - 1));
    }

    /** Little's law: as many users as are answered in the time that each waits. */
    private void run(int users, Instant end, RunVerdict verdict) {
        double perSecond = throughput(users);
        long micros = Math.round(1e6 * users / perSecond);
        PublishedRun.publish(
                UUID.randomUUID().toString(),
                PublishedRun.of(
                        system,
                        verdict,
                        end,
                        Map.of(),
                        PublishedRun.endpoint("GET /employees", 1_000, micros, perSecond)));
    }

    private JsonPath whatIf() {
        return given().auth()
                .preemptive()
                .oauth2("viewer-token")
                .contentType("application/json")
                .body("{\"tenants\": 200}")
                .post("/api/v1/systems/{system}/what-if", system)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
