package io.belastbar.chaos.gameday;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Game days of the sample's insurer, as an operator holds them by HTTP. */
public final class GameDays {
    public static final Duration LIMIT = Duration.ofSeconds(180);

    /** A steady state that is the insurer's own word. */
    public static final String BEGINNING = """
            goal: The application goes on while the insurer is slow
            critical-function: Quotes
            criticality: supporting
            steady-state:
              within: 2m
              regained-within: 2m
              expect:
                - {type: http-probe, target: smartbav-insurer, request: GET /control, json: $.well, equals: true}
            """;

    private static final ObjectMapper JSON = new ObjectMapper();
    private final List<String> started = new ArrayList<>();
    private final String system;

    public GameDays() {
        this("smartbav");
    }

    /** Of another system. */
    public GameDays(String system) {
        this.system = system;
    }

    /** The insurer becomes slow; what is expected of that follows. */
    public static String insurerSlow(String more) {
        return BEGINNING + """
                steps:
                  - at: T+0
                    name: slow
                    inject: {type: insurer-latency, target: smartbav-insurer, latency: 30s, duration: 5m}
                """ + more;
    }

    public void describeTheSystem() {
        as("engineer")
                .contentType("application/json")
                .body("""
                        {"system":"smartbav","targets":{"http":"smartbav-api","insurer":"smartbav-insurer","sap":"other-insurer"}}""")
                .put("/api/v1/systems/smartbav")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
    }

    public void store(String name, String text) {
        Response stored = as("engineer")
                .contentType("application/yaml")
                .body(("runbook: " + name + "\n" + text).getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/" + system + "/runbooks/" + name);
        assertThat(stored.statusCode()).as(stored.asString()).isIn(200, 201);
    }

    Response order(String runbook) {
        return order(runbook, "");
    }

    public Response order(String runbook, boolean dryRun) {
        return order(runbook, ",\"dryRun\":" + dryRun);
    }

    /** @param more fields of the order, each after a comma */
    Response order(String runbook, String more) {
        return as("operator")
                .contentType("application/json")
                .body("{\"runbook\":\"" + runbook + "\"" + more + "}")
                .post("/api/v1/systems/" + system + "/game-days");
    }

    /** Its address. */
    public String start(String runbook) {
        Response answer = order(runbook);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        String address = answer.header("Location").replaceFirst("^https?://[^/]+", "");
        started.add(address);
        return address;
    }

    /** How it ended, as soon as it has. */
    public String ended(String address) {
        await().atMost(LIMIT).untilAsserted(() -> {
            Response now = as("operator").get(address);
            assertThat(now.statusCode()).as(now.asString()).isEqualTo(200);
            assertThat(now.<String>path("state")).as(now.asString()).isEqualTo("ENDED");
        });
        return as("operator").get(address).path("outcome");
    }

    Response confirm(String address, String step, boolean accepted) {
        return confirm(address, step, accepted, Map.of());
    }

    Response confirm(String address, String step, boolean accepted, Map<String, String> more) {
        Map<String, Object> said = new HashMap<>(more);
        said.putAll(Map.of("step", step, "accepted", accepted, "note", "seen – \"süß\""));
        return as("operator").contentType("application/json").body(said).post(address + "/confirmations");
    }

    public void endAll() {
        started.forEach(address -> as("operator").delete(address));
        started.clear();
    }

    String deliverable(String path) {
        Response file = as("auditor").get("/api/v1/systems/smartbav/deliverables/" + path);
        assertThat(file.statusCode()).as(file.asString()).isEqualTo(200);
        return file.asString();
    }

    public RequestSpecification as(String role) {
        return given().auth().preemptive().oauth2(role + "-token");
    }

    /** What Kafka tells of findings of a runbook, as soon as it tells anything of this kind. */
    static JsonNode findingOf(String runbook, String field) {
        List<JsonNode> told = new ArrayList<>();
        try (var consumer = consumer("belastbar.findings")) {
            await().atMost(LIMIT).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    JsonNode body = data(message.value());
                    if (message.key().endsWith(":" + runbook) && body.has(field)) {
                        told.add(body);
                    }
                });
                return !told.isEmpty();
            });
        }
        return told.getLast();
    }

    /** What Kafka tells of a game day, as soon as it is finished. */
    public static List<JsonNode> toldBy(String address) {
        String key = address.substring(address.lastIndexOf('/') + 1);
        List<JsonNode> told = new ArrayList<>();
        try (var consumer = consumer("belastbar.game-day-steps")) {
            await().atMost(LIMIT).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (key.equals(message.key())) {
                        told.add(data(message.value()));
                    }
                });
                return told.stream().anyMatch(body -> body.has("outcome"));
            });
        }
        return told;
    }

    private static KafkaConsumer<String, String> consumer(String topic) {
        Map<String, Object> settings = TestInfrastructure.kafkaClient();
        settings.putAll(Map.of("group.id", "game-day-test-" + UUID.randomUUID(), "auto.offset.reset", "earliest"));
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    private static JsonNode data(String body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node.has("data") ? node.get("data") : node;
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
