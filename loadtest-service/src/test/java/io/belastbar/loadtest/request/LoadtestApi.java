package io.belastbar.loadtest.request;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.contracts.Topic;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The API as an engineer's script uses it. */
final class LoadtestApi {

    private LoadtestApi() {}

    static RequestSpecification as(String principal) {
        return given().header("Authorization", "Bearer " + principal + "-token");
    }

    static void store(String system, String target, String stages) {
        as("engineer")
                .contentType("application/yaml")
                .body(scenario(target, stages).getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/" + system + "/scenarios/it")
                .then()
                .statusCode(201);
    }

    static String scenario(String target, String stages) {
        return """
                scenario: it
                target: %s
                timeout: 30s
                stages: %s
                steps:
                  - request: POST /auth/login
                    body: { email: "makler${vu}@smartcloud.de", password: testpass123 }
                    check: { status: 200 }
                    extract: { token: $.access_token }
                  - request: GET /api/v1/employees?limit=100
                    tag: GET_employees
                    headers: { Authorization: "Bearer ${token}" }
                    check: { status: 200 }
                  - think: 200ms
                """.formatted(target, stages);
    }

    static Response start(String system, String idempotencyKey) {
        return as("engineer")
                .contentType("application/json")
                .header("Idempotency-Key", idempotencyKey)
                .body("{\"scenario\":\"it\"}")
                .post("/api/v1/systems/" + system + "/test-runs");
    }

    /** The location of a run that ends at this moment at the latest. */
    static String startedUntil(String system, Instant notAfter) {
        return as("engineer")
                .contentType("application/json")
                .body("{\"scenario\":\"it\",\"notAfter\":\"" + notAfter + "\"}")
                .post("/api/v1/systems/" + system + "/test-runs")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
    }

    /** The location of a run that was accepted. */
    static String started(String system) {
        return start(system, UUID.randomUUID().toString())
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
    }

    static Response finished(String location) {
        return in(location, "FINISHED");
    }

    static Response in(String location, String state) {
        return await().atMost(Duration.ofSeconds(100))
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> as("viewer").get(location),
                        answer -> answer.statusCode() == 200 && state.equals(answer.path("state")));
    }

    /** The events of its progress that PostgreSQL has. */
    static int pointsOf(String location) {
        String runId = location.substring(location.lastIndexOf('/') + 1);
        return (int) published(runId, "test-run.progressed.v1").stream()
                .filter("test-run.progressed.v1"::equals)
                .count();
    }

    /** The types of the events of this run on Kafka, in order, once it has finished there. */
    static List<String> published(String runId) {
        return published(runId, "test-run.finished.v1");
    }

    /** The same up to the first event of a type. */
    static List<String> published(String runId, String untilType) {
        return messages(runId, untilType).stream().map(LoadtestApi::type).toList();
    }

    /** The data of the events of this run, the last of each type, once it has finished there. */
    static Map<String, JsonNode> eventsOf(String runId) {
        Map<String, JsonNode> events = new HashMap<>();
        for (ConsumerRecord<String, String> message : messages(runId, "test-run.finished.v1")) {
            try {
                events.put(type(message), new ObjectMapper().readTree(message.value()));
            } catch (JsonProcessingException broken) {
                throw new AssertionError("an event should be JSON: was " + message.value(), broken);
            }
        }
        return events;
    }

    private static List<ConsumerRecord<String, String>> messages(String runId, String untilType) {
        Map<String, Object> settings = TestInfrastructure.kafkaClient();
        settings.put("group.id", UUID.randomUUID().toString());
        settings.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, String>> messages = new ArrayList<>();
        Set<String> known = new HashSet<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(Topic.TEST_RUNS.topicName()));
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
                    // Told again under the same id, as after a timeout of Kafka, is told once: consumers keep ids.
                    if (runId.equals(message.key()) && known.add(header(message, "ce_id"))) {
                        messages.add(message);
                    }
                }
                return messages.stream().anyMatch(message -> untilType.equals(type(message)));
            });
        }
        return messages;
    }

    private static String type(ConsumerRecord<String, String> message) {
        return header(message, "ce_type");
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
