package io.belastbar.budget.escalation.breaker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.budget.KafkaPeer;
import io.belastbar.contracts.BreakerStatus;
import io.belastbar.contracts.CircuitBreakerTransitioned;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a breaker's opening began, and when it ends. */
@QuarkusTest
class BreakerClosesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final String RULES = """
            escalation:
              channels:
                DevOps Engineer: { webhooks: [gone-chat] }
              rules:
                - { name: opens, on: circuit-breaker.transitioned, if: { to: OPEN }, to: DevOps Engineer, deduplicate: 1d }
                - { name: closes, on: circuit-breaker.transitioned, if: { to: CLOSED }, to: DevOps Engineer, deduplicate: 1d }
                - { name: often, on: circuit-breaker.transitioned, if: { to: OPEN }, times: 2, within: 1h, to: DevOps Engineer }
            """;

    private final String system = "s-" + UUID.randomUUID();
    private final String breaker = "b-" + UUID.randomUUID();
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofMinutes(10));
    private final KafkaPeer kafka = new KafkaPeer();
    private int seconds;

    @Inject
    BreakerSilenceJob silences;

    @BeforeEach
    void aSystemThatDependsOnIt() {
        put("budget", """
                endpoints: { GET /a: { target_response_time_p95: 1s } }
                dependencies: { %s: { endpoints: [GET /a] } }
                """.formatted(breaker));
        put("escalation-rules", RULES);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void itEndsWithTheClosingAndTheNextOpeningBeginsAnother() {
        happens("i", BreakerStatus.CLOSED, BreakerStatus.OPEN);
        happens("i", BreakerStatus.OPEN, BreakerStatus.HALF_OPEN);
        happens("i", BreakerStatus.HALF_OPEN, BreakerStatus.CLOSED);
        await().atMost(PATIENCE).until(() -> closed("opens").equals(List.of("RESOLVED")));
        assertThat(all().getString("items.find { it.rule == 'opens' }.closedAt"))
                .isEqualTo(start.plusSeconds(3).toString());

        happens("i", BreakerStatus.CLOSED, BreakerStatus.OPEN);
        // Whoever looks after the first one is told of the second, a day of silence or not.
        await().atMost(PATIENCE).until(() -> closed("opens").size() == 2);
        await().atMost(PATIENCE).until(() -> closed("often").size() == 1);
        happens("i", BreakerStatus.OPEN, BreakerStatus.CLOSED);

        await().atMost(PATIENCE).until(() -> closed("opens").equals(List.of("RESOLVED", "RESOLVED")));
        assertThat(closed("closes"))
                .as("that it closed is no trouble that is over")
                .containsExactly((String) null);
        assertThat(closed("often"))
                .as("that it opens often is not over by one closing")
                .containsExactly((String) null);
    }

    @Test
    void ofTwoInstancesTheLastOneEndsIt() {
        happens("one", BreakerStatus.CLOSED, BreakerStatus.OPEN);
        happens("other", BreakerStatus.CLOSED, BreakerStatus.OPEN);
        happens("one", BreakerStatus.OPEN, BreakerStatus.CLOSED);
        await().atMost(PATIENCE).until(() -> closed("closes").size() == 1);
        assertThat(closed("opens")).containsExactly((String) null);

        happens("other", BreakerStatus.OPEN, BreakerStatus.CLOSED);
        await().atMost(PATIENCE).until(() -> closed("opens").equals(List.of("RESOLVED")));
    }

    @Test
    void anInstanceThatIsGoneHoldsNothingOpen() {
        seconds = -7200;
        happens("gone", BreakerStatus.CLOSED, BreakerStatus.OPEN);
        seconds = 0;
        happens("here", BreakerStatus.CLOSED, BreakerStatus.OPEN);
        happens("here", BreakerStatus.OPEN, BreakerStatus.CLOSED);
        await().atMost(PATIENCE).until(() -> closed("closes").size() == 1);

        // One escalation or two: the silence may have ended the first before the second instance opened.
        assertThat(closed("opens")).isNotEmpty().allMatch("RESOLVED"::equals);
    }

    @Test
    void theOnlyInstanceWasRestartedAndTellsOfNoClosing() throws InterruptedException {
        happens("before-its-restart", BreakerStatus.CLOSED, BreakerStatus.OPEN);
        await().atMost(PATIENCE).until(() -> closed("opens").size() == 1);
        var silent = start.plusSeconds(1).plus(AN_HOUR);

        silences.look(silent.minusMillis(1));
        assertThat(closed("opens")).containsExactly((String) null);

        silences.look(silent.plus(AN_HOUR));
        assertThat(closed("opens")).containsExactly("RESOLVED");
        assertThat(all().getString("items.find { it.rule == 'opens' }.closedAt"))
                .as("when it was silent for an hour, whenever that was seen")
                .isEqualTo(silent.toString());

        seconds = 3601;
        happens("after-its-restart", BreakerStatus.CLOSED, BreakerStatus.OPEN);
        await().atMost(PATIENCE).until(() -> closed("opens").size() == 2);
    }

    @Test
    void ofTwoInstancesTheOneThatIsKilledEndsItAnHourLater() throws InterruptedException {
        happens("killed", BreakerStatus.CLOSED, BreakerStatus.OPEN);
        happens("other", BreakerStatus.CLOSED, BreakerStatus.OPEN);
        happens("other", BreakerStatus.OPEN, BreakerStatus.CLOSED);
        await().atMost(PATIENCE).until(() -> closed("closes").size() == 1);
        assertThat(closed("opens")).containsExactly((String) null);

        silences.look(start.plusSeconds(1).plus(AN_HOUR));

        assertThat(closed("opens")).containsExactly("RESOLVED");
    }

    @Test
    void whatIsProbedInVainStaysOpen() throws InterruptedException {
        happens("here", BreakerStatus.CLOSED, BreakerStatus.OPEN);
        seconds = 3000;
        happens("here", BreakerStatus.OPEN, BreakerStatus.HALF_OPEN);
        happens("here", BreakerStatus.HALF_OPEN, BreakerStatus.OPEN);
        await().atMost(PATIENCE).until(() -> closed("often").size() == 1);

        silences.look(start.plusSeconds(3002).plus(AN_HOUR).minusMillis(1));
        assertThat(closed("opens")).containsExactly((String) null);

        silences.look(start.plusSeconds(3002).plus(AN_HOUR));
        assertThat(closed("opens")).containsExactly("RESOLVED");
    }

    @Test
    void anInstanceIsNotSilentBeforeItMayProbe() throws InterruptedException {
        var retryAt = start.plus(AN_HOUR);
        happens("patient", BreakerStatus.CLOSED, BreakerStatus.OPEN, retryAt);
        await().atMost(PATIENCE).until(() -> closed("opens").size() == 1);

        silences.look(retryAt.plus(AN_HOUR).minusMillis(1));
        assertThat(closed("opens")).containsExactly((String) null);

        silences.look(retryAt.plus(AN_HOUR));
        assertThat(closed("opens")).containsExactly("RESOLVED");
    }

    private void happens(String instance, BreakerStatus from, BreakerStatus to) {
        happens(instance, from, to, null);
    }

    private void happens(String instance, BreakerStatus from, BreakerStatus to, Instant nextRetryAt) {
        seconds++;
        kafka.publish(
                UUID.randomUUID().toString(),
                new CircuitBreakerTransitioned(
                        breaker, instance, from, to, 5, 5, start.plusSeconds(seconds), nextRetryAt));
    }

    private List<String> closed(String rule) {
        return all().getList("items.findAll { it.rule == '" + rule + "' }.closedAs");
    }

    private JsonPath all() {
        return given().auth()
                .preemptive()
                .oauth2("viewer-token")
                .get("/api/v1/systems/{system}/escalations", system)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void put(String document, String content) {
        given().auth()
                .preemptive()
                .oauth2("engineer-token")
                .contentType("application/yaml")
                .body(content.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/" + document, system)
                .then()
                .statusCode(201);
    }
}
