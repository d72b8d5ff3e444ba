package io.belastbar.budget.errorbudget.burn;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.budget.KafkaPeer;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.contracts.Severity;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From measurements that are posted to what is told of them; also by several replicas at the same moment. */
@QuarkusTest
class BurnAlertIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Inject
    LookAtBurnRates burnRates;

    @Inject
    BurnAlertRepository alerts;

    @Inject
    SeriesRepository series;

    @Inject
    Pool pool;

    private final String system = "s-" + UUID.randomUUID();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @Test
    void anOutageIsToldOnceAcrossReplicasWhileItGoesOnAndItsEndOnce() throws InterruptedException {
        store("endpoints: { \"GET /a\": { target_error_rate: 0.1%, severity: CRITICAL } }");
        measure(60, 40, 0.2);

        atOnce(8, now);

        try (var kafka = new KafkaPeer()) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(raised(kafka))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.fingerprint()).isEqualTo("burn:" + system + ":GET /a:target_error_rate");
                        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                        assertThat(finding.title())
                                .isEqualTo("GET /a, error rate: the error budget is spent 200 times as fast as allowed,"
                                        + " and is overspent");
                        assertThat(finding.evidence())
                                .containsEntry("burnRate", "200")
                                .containsEntry("over", "1h")
                                .containsEntry("lately", "5m")
                                .containsEntry("window", "28d")
                                .containsEntry("left", "−19,900 %");
                    }));

            // A week later all is well again.
            var later = new AtomicReference<>(now.plus(Duration.ofDays(7)));
            series.append(pool, key(), good(later.get().minusSeconds(60)))
                    .await()
                    .atMost(PATIENCE);
            await().atMost(PATIENCE).untilAsserted(() -> {
                atOnce(8, later.updateAndGet(at -> at.plusMillis(1)));
                assertThat(resolved(kafka)).hasSize(1);
            });
            atOnce(8, later.updateAndGet(at -> at.plusMillis(1)));

            assertThat(resolved(kafka)).hasSize(1);
            assertThat(raised(kafka)).hasSize(1);
            assertThat(alerts.all(system).await().atMost(PATIENCE).values())
                    .singleElement()
                    .extracting(BurnState::raised)
                    .isEqualTo(false);
        }
    }

    @Test
    void thePartOfThePlatformThatLooksNeedsNobodyToAskIt() {
        store("operations: { pay: { target_success_rate: 99.9% } }");
        measure("pay", "success_rate", now.minusSeconds(20), 1_000, 0.5);

        try (var kafka = new KafkaPeer()) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(raised(kafka))
                    .extracting(FindingRaised::severity)
                    .containsExactly(Severity.HIGH));
        }
    }

    @Test
    void anAlertEndsWithItsPromise() {
        store("endpoints: { \"GET /a\": { target_error_rate: 0.1% } }");
        measure(60, 10, 0.5);
        burnRates.look(system, now);
        var next = now.plusSeconds(1);

        store("endpoints: { \"GET /a\": { target_response_time_p95: 1s } }");
        burnRates.look(system, next);

        try (var kafka = new KafkaPeer()) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(resolved(kafka))
                    .singleElement()
                    .satisfies(over -> assertThat(over.reason()).isEqualTo("it is no longer promised")));
        }
    }

    @Test
    void fewRequestsAndWhatIsOnlyShownTellNothing() {
        store("""
                endpoints:
                  "GET /a": { target_error_rate: 0.1% }
                  "GET /b": { target_error_rate: 0.1%, informational: true }
                """);
        measure("GET /a", "error_rate", now, 99, 1);
        measure("GET /b", "error_rate", now, 10_000, 1);

        burnRates.look(system, now);

        assertThat(alerts.all(system).await().atMost(PATIENCE)).isEmpty();
    }

    private List<FindingRaised> raised(KafkaPeer kafka) {
        return kafka.published(EventType.FINDING_RAISED, FindingRaised.class).stream()
                .filter(finding -> finding.fingerprint().startsWith("burn:" + system))
                .toList();
    }

    private List<FindingResolved> resolved(KafkaPeer kafka) {
        return kafka.published(EventType.FINDING_RESOLVED, FindingResolved.class).stream()
                .filter(finding -> finding.fingerprint().startsWith("burn:" + system))
                .toList();
    }

    private SeriesKey key() {
        return new SeriesKey(
                system, Subject.of(SubjectKind.ENDPOINT, "GET /a"), "target_error_rate", SeriesKey.MEASURED);
    }

    private static SeriesPoint good(Instant at) {
        return new SeriesPoint(at, 0, 1_000_000, SeriesPoint.POSTED, null, Map.of());
    }

    private void atOnce(int replicas, Instant at) throws InterruptedException {
        var all = new ArrayList<Thread>();
        for (int replica = 0; replica < replicas; replica++) {
            all.add(Thread.ofVirtual().start(() -> burnRates.look(system, at)));
        }
        for (var one : all) {
            assertThat(one.join(PATIENCE)).isTrue();
        }
    }

    private void store(String budget) {
        as("engineer")
                .contentType("application/yaml")
                .body(budget.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget", system);
    }

    /** Values every minute that end now. */
    private void measure(int values, long samples, double rate) {
        post(IntStream.range(0, values)
                .mapToObj(age -> value("GET /a", "error_rate", now.minus(Duration.ofMinutes(age)), samples, rate))
                .collect(Collectors.joining(",", "[", "]")));
    }

    private void measure(String subject, String metric, Instant at, long samples, double rate) {
        post("[" + value(subject, metric, at, samples, rate) + "]");
    }

    private static String value(String subject, String metric, Instant at, long samples, double rate) {
        return "{\"subject\": \"%s\", \"metric\": \"%s\", \"value\": %s, \"samples\": %d, \"at\": \"%s\"}"
                .formatted(subject, metric, rate, samples, at);
    }

    private void post(String values) {
        as("engineer")
                .contentType("application/json")
                .body(values)
                .post("/api/v1/systems/{system}/measurements", system)
                .then()
                .statusCode(201);
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + role + "-token");
    }
}
