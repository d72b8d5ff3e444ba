package io.belastbar.capacity.analysis;

import static io.belastbar.capacity.analysis.GrowingSystem.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** The growth case of requirements 0, step 6. */
@QuarkusTest
class AnalysisIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final GrowingSystem growing = new GrowingSystem("growing-" + UUID.randomUUID());

    @Test
    void ninetyDaysOfGrowthAreAnalysedRecommendedAndTold() {
        growing.grow();
        String key = UUID.randomUUID().toString();

        Response ordered = as("engineer").header("Idempotency-Key", key).post(growing.path("capacity-analysis"));
        ordered.then().statusCode(202).body("state", equalTo("WAITING"));
        as("engineer")
                .header("Idempotency-Key", key)
                .post(growing.path("capacity-analysis"))
                .then()
                .statusCode(202)
                .header("Location", equalTo(ordered.header("Location")));
        Response analysis = done(ordered.header("Location"));

        analysis.then()
                .body("timestamp", matchesPattern(".*Z"))
                .body("diskSpace.metric", equalTo("database.size"))
                .body("diskSpace.current", greaterThan(16f))
                .body("diskSpace.currentMean", greaterThan(16f))
                .body("queryLatency.currentMean", greaterThan(300f))
                .body("connections.currentMean", greaterThan(30f))
                .body("diskSpace.growthPerDay", greaterThan(0.04f))
                .body("diskSpace.projectedInNDays", hasKey("90"))
                .body("queryLatency.trend", equalTo("DEGRADING"))
                .body("queryLatency.projectedP95In90Days", greaterThan(500f))
                .body("connections.current", greaterThan(30f))
                .body("recommendations.priority", contains("HIGH", "HIGH"))
                .body(
                        "recommendations.action",
                        contains("Plan Storage Upgrade", "Implement Read Replicas or Database Sharding"))
                .body("recommendations.timeline", contains("60-90 days", "Immediately"))
                .body("recommendations.estimatedCost", contains(5000f, 3000f))
                .body("failures", hasSize(0));
        as("viewer")
                .get(growing.path("capacity-analysis?days=45"))
                .then()
                .statusCode(200)
                .body("diskSpace.projectedInNDays", hasKey("45"))
                .body("id", equalTo(analysis.path("id")));
        as("viewer").get(growing.path("capacity-analyses")).then().body("items.state", contains("DONE"));
        toldOnce();
        shownAsProjections();
        toldToPrometheus();
    }

    private void toldToPrometheus() {
        String series = "{metric=\"database.connections.active\",system=\"" + growing.system + "\"}";

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(as("viewer").get("/q/metrics").asString())
                        .contains("belastbar_capacity_analysis_timestamp_seconds{system=\"" + growing.system)
                        .contains("belastbar_capacity_limit_days" + series)
                        .contains("belastbar_capacity_projected" + series));
    }

    private void shownAsProjections() {
        Response found = as("viewer").get(growing.path("projections/database.size?horizon=P90D"));
        found.then()
                .statusCode(200)
                .body("method.reason.english", containsString("won"))
                .body("method.reason.german", containsString("gewann"))
                .body("limits.status", hasSize(greaterThan(0)))
                .body("values[0].lower80", greaterThan(0f));
        as("viewer")
                .header("If-None-Match", found.header("ETag"))
                .get(growing.path("projections/database.size?horizon=P90D"))
                .then()
                .statusCode(304);
        as("viewer").get(growing.path("projections")).then().body("items", hasSize(3));
        as("viewer")
                .get(growing.path("projections?metric=database.size&horizon=P18M"))
                .then()
                .body("items[0].remarks.kind", org.hamcrest.Matchers.hasItem("horizon-cut"));
    }

    /** A second analysis finds the same, and tells no second finding. */
    private void toldOnce() {
        done(as("engineer").post(growing.path("capacity-analysis")).header("Location"));

        List<ConsumerRecord<String, String>> findings = records(
                "belastbar.findings", "capacity-limit:" + growing.system + ":database.connections.active:45", 1);
        assertThat(findings).hasSize(1);
        JsonPath finding = JsonPath.from(findings.getFirst().value());
        assertThat(finding.getString("category")).isEqualTo("Capacity");
        assertThat(finding.getString("title"))
                .isEqualTo("database.connections.active reaches its limit of 45 connections");
        assertThat(finding.getString("description")).contains("most likely");
        assertThat(finding.getString("evidence.'sentence.de'")).contains("am wahrscheinlichsten");
        JsonPath near =
                records("belastbar.capacity-forecasts", growing.system + "/database.connections.active", 2).stream()
                        .map(message -> JsonPath.from(message.value()))
                        .filter(event -> event.getDouble("limit") == 45)
                        .findFirst()
                        .orElseThrow();
        assertThat(near.getString("earliest")).isLessThan(near.getString("reachedAt"));
        assertThat(near.getString("reachedAt")).isLessThan(near.getString("latest"));
    }

    @Test
    void aHorizonThatIsNoneIsRefusedAndWhatIsUnknownNamesWhatMakesIt() {
        for (String bad : List.of("zzz", "!", "YWJj=")) {
            as("viewer")
                    .queryParam("cursor", bad)
                    .get(growing.path("projections"))
                    .then()
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("cursor"));
        }
        for (String bad : List.of("P0D", "P100Y", "soon", "P-3D")) {
            as("viewer")
                    .queryParam("horizon", bad)
                    .get(growing.path("projections"))
                    .then()
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("horizon"));
        }
        as("viewer").get(growing.path("projections/none")).then().statusCode(404);
        as("viewer")
                .get(growing.path("projections"))
                .then()
                .statusCode(200)
                .body("next", equalTo("POST " + growing.path("capacity-analysis")));
        as("viewer")
                .get(growing.path("capacity-analysis"))
                .then()
                .statusCode(404)
                .body("detail", containsString("POST"));
        as("viewer")
                .get(growing.path("capacity-analysis?date=yesterday"))
                .then()
                .statusCode(400);
        as("viewer").post(growing.path("capacity-analysis")).then().statusCode(403);
    }

    private static Response done(String location) {
        String path = location.replaceFirst("^http://[^/]+", "");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> as("viewer").get(path).statusCode() == 200);
        return as("viewer").get(path);
    }

    private static List<ConsumerRecord<String, String>> records(String topic, String key, int expected) {
        Map<String, Object> settings = TestInfrastructure.kafkaClient();
        settings.putAll(Map.of("group.id", UUID.randomUUID().toString(), "auto.offset.reset", "earliest"));
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (key.equals(message.key()) && !type(message).contains("resolved")) {
                        records.add(message);
                    }
                });
                return records.size() >= expected;
            });
        }
        return records;
    }

    private static String type(ConsumerRecord<String, String> message) {
        return new String(message.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
    }
}
