package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.belastbar.contracts.EventType;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.contracts.Severity;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The KPIs of requirements 4 against values that arrive. */
@QuarkusTest
class HealthIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String system = "s-" + UUID.randomUUID();
    private final Instant start = Instant.now().minusSeconds(600);

    @Test
    void healthAnswersEachKpi() {
        store();
        measure("64%", 1);

        as("viewer")
                .get("/api/v1/systems/{system}/health", system)
                .then()
                .statusCode(200)
                .body("healthy", equalTo(true))
                .body("checks.'cpu utilisation'", equalTo(true))
                .body("kpis[0].status", equalTo("ok"))
                .body("kpis[0].observed", equalTo("64%"));
    }

    @Test
    void anAlertIsRaisedAfterTwoValuesAsAFindingAndResolvedAfterThree() {
        store();
        try (var kafka = new KafkaPeer()) {
            measure("95%", 1);
            measure("96%", 2);

            await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                    .get("/api/v1/systems/{system}/alerts", system)
                    .then()
                    .statusCode(200)
                    .body("", hasSize(1))
                    .body("[0].severity", equalTo("warning"))
                    .body("[0].messageGerman", containsString("cpu, Auslastung: 96 %, Grenze ≤ 70 %")));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(kafka.published(EventType.FINDING_RAISED, FindingRaised.class))
                            .filteredOn(finding -> finding.system().equals(system))
                            .singleElement()
                            .extracting(FindingRaised::fingerprint)
                            .isEqualTo("alert:" + system + ":cpu:target_utilisation"));
        }
        measure("50%", 3);
        measure("50%", 4);
        measure("50%", 5);

        await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                .get("/api/v1/systems/{system}/alerts", system)
                .then()
                .body("", hasSize(0)));
    }

    @Test
    void oneValueThatBreaksACriticalPromiseIsToldAtOnceAndSoIsThatItIsOver() {
        promise("artefacts: { bundle: { target_size: < 200kB, severity: CRITICAL } }");
        try (var kafka = new KafkaPeer()) {
            post("bundle", "size", "300kB", 0, 1);

            var raised = awaitRaised(kafka, 1).getFirst();
            assertThat(raised.fingerprint()).isEqualTo("alert:" + system + ":bundle:target_size");
            assertThat(raised.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(raised.title()).isEqualTo("bundle, size: 300 kB, limit < 200 kB");
            assertThat(raised.evidence()).containsEntry("observed", "300 kB");

            for (int second = 2; second < 5; second++) {
                post("bundle", "size", "150kB", 0, second);
            }
            var resolved = awaitResolved(kafka).getFirst();
            assertThat(resolved.fingerprint()).isEqualTo(raised.fingerprint());
            assertThat(resolved.resolvedAt()).isAfter(raised.raisedAt());
            assertThat(resolved.reason()).contains("150 kB", "< 200 kB");
        }
    }

    @Test
    void anOutageInsideABatchThatEndsWellIsToldWithTheValueThatBrokeIt() {
        promise("operations: { pay: { target_error_rate: < 0.5% } }");
        try (var kafka = new KafkaPeer()) {
            post(IntStream.range(0, 70)
                    .mapToObj(second ->
                            entry("pay", "error_rate", second > 1 && second < 8 ? "100%" : "0.01%", 30000, second))
                    .toList());

            assertThat(awaitRaised(kafka, 1).getFirst().title()).isEqualTo("pay, error rate: 100 %, limit < 0.5 %");
            assertThat(awaitResolved(kafka).getFirst().reason()).contains("0.01 %");

            // And what arrives late of the time before it.
            post("pay", "error_rate", "50%", 30000, -100);
            assertThat(awaitRaised(kafka, 2).getLast().title()).contains("50 %");
        }
    }

    @Test
    void aPromiseThatChangedTakesItsAlertAlong() {
        promise("pipelines: { build: { target_duration: 10min }, deploy: { target_duration: 5min } }");
        try (var kafka = new KafkaPeer()) {
            post("build", "duration", "12min", 0, 1);
            post("deploy", "duration", "6min", 0, 1);
            awaitRaised(kafka, 2);

            promise("pipelines: { build: { target_duration: 15min } }");

            assertThat(awaitResolved(kafka))
                    .extracting(FindingResolved::fingerprint)
                    .contains("alert:" + system + ":build:target_duration");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(resolved(kafka))
                    .extracting(FindingResolved::fingerprint)
                    .containsExactlyInAnyOrder(
                            "alert:" + system + ":build:target_duration",
                            "alert:" + system + ":deploy:target_duration"));
            as("viewer").get("/api/v1/systems/{system}/alerts", system).then().body("", hasSize(0));

            promise("pipelines: { build: { target_duration: 11min } }");
            awaitRaised(kafka, 3);
        }
    }

    private List<FindingRaised> awaitRaised(KafkaPeer kafka, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(raised(kafka)).hasSize(count));
        return raised(kafka);
    }

    private List<FindingRaised> raised(KafkaPeer kafka) {
        return kafka.published(EventType.FINDING_RAISED, FindingRaised.class).stream()
                .filter(finding -> finding.system().equals(system))
                .toList();
    }

    private List<FindingResolved> awaitResolved(KafkaPeer kafka) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(resolved(kafka)).isNotEmpty());
        return resolved(kafka);
    }

    private List<FindingResolved> resolved(KafkaPeer kafka) {
        return kafka.published(EventType.FINDING_RESOLVED, FindingResolved.class).stream()
                .filter(finding -> finding.system().equals(system))
                .toList();
    }

    @Test
    void withoutValuesTheNextCommandIsNamed() {
        store();

        as("viewer")
                .get("/api/v1/systems/{system}/health", system)
                .then()
                .body("healthy", nullValue())
                .body("checks", hasKey("cpu utilisation"))
                .body("checks.'cpu utilisation'", nullValue())
                .body("kpis[0].reason", equalTo("never measured"))
                .body("kpis[0].status", equalTo("unknown"))
                .body("hint", containsString("belastbar measure"));
        as("viewer").get("/api/v1/systems/{system}/health", "nobody").then().statusCode(404);
    }

    private void store() {
        promise("resources: { cpu: { target_utilisation: 70%, severity: MEDIUM } }");
    }

    private void promise(String budget) {
        as("engineer")
                .contentType("application/yaml")
                .body(budget.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget", system)
                .then()
                .statusCode(anyOf(equalTo(200), equalTo(201)));
    }

    private void measure(String value, int second) {
        post("cpu", "utilisation", value, 0, second);
    }

    private void post(String subject, String metric, String value, int samples, int second) {
        post(List.of(entry(subject, metric, value, samples, second)));
    }

    private void post(List<String> entries) {
        as("engineer")
                .contentType("application/json")
                .body("[" + String.join(",", entries) + "]")
                .post("/api/v1/systems/{system}/measurements", system)
                .then()
                .statusCode(201);
    }

    private String entry(String subject, String metric, String value, int samples, int second) {
        return "{\"subject\": \"%s\", \"metric\": \"%s\", \"value\": \"%s\"%s, \"at\": \"%s\"}"
                .formatted(
                        subject,
                        metric,
                        value,
                        samples == 0 ? "" : ", \"samples\": " + samples,
                        start.plusSeconds(second));
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + role + "-token");
    }
}
