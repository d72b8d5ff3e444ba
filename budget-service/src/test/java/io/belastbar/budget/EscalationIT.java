package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.belastbar.contracts.BreakerStatus;
import io.belastbar.contracts.CircuitBreakerTransitioned;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.FindingEscalated;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingRegistered;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an event to a message, and to somebody who looks after it. */
@QuarkusTest
class EscalationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String RULES = "/api/v1/systems/{system}/escalation-rules";
    private static final String DOCUMENT = """
            escalation:
              channels:
                Backend Engineer: { webhooks: [team-chat], emails: [on-duty] }
                DevOps Engineer: { webhooks: [nobody-registered-this] }
              rules:
                - name: slow
                  on: finding
                  if: { evidence.observed: "> 500ms" }
                  to: Backend Engineer
                  repeat: 4h until acknowledged
                  reason: { en: "Too slow", de: "Zu langsam" }
                - { name: breaker, on: circuit-breaker.transitioned, if: { to: OPEN }, times: 3, to: DevOps Engineer }
            """;

    @ConfigProperty(name = "belastbar.targets.team-chat.url")
    URI hook;

    @Inject
    Pool pool;

    private final String system = "s-" + UUID.randomUUID();
    private KafkaPeer kafka;

    @BeforeEach
    void join() {
        kafka = new KafkaPeer();
        put(RULES, DOCUMENT, 201);
    }

    @AfterEach
    void leave() {
        kafka.close();
    }

    @Test
    void aFindingIsEscalatedDeliveredCountedAndAcknowledged() {
        kafka.publish(UUID.randomUUID().toString(), registered("812 ms"));
        var id = first("slow");

        await().atMost(PATIENCE).untilAsserted(() -> detail(id)
                .body("deliveries.state", equalTo(List.of("DELIVERED", "DELIVERED")))
                .body("deliveries.find { it.channel == 'WEBHOOK' }.attempts", equalTo(2))
                .body("number", equalTo("PE-777"))
                .body("reasonGerman", equalTo("Zu langsam")));
        requireSigned(peer("/hooks").split("\n\n"));
        assertThat(peer("/mails"))
                .contains("RCPT TO:<on-duty@example.org>", "Subject: [HIGH] " + system + ": PE-777 Too slow");

        kafka.publish(UUID.randomUUID().toString(), raised("900 ms"));
        await().atMost(PATIENCE).untilAsserted(() -> detail(id).body("occurrences", equalTo(2)));
        assertThat(escalated()).hasSize(1).allMatch(event -> event.toRole().equals("Backend Engineer"));

        pool.preparedQuery("UPDATE leased_work SET due_at = now() WHERE queue = 'reminders' AND item = $1")
                .executeAndAwait(Tuple.of(id));
        await().atMost(PATIENCE).untilAsserted(() -> detail(id)
                .body("deliveries.repeat", equalTo(List.of(0, 0, 1, 1)))
                .body("deliveries.state", everyItem(equalTo("DELIVERED"))));

        as("engineer")
                .contentType("application/json")
                .body("{\"note\": \"on it\"}")
                .post("/api/v1/escalations/{id}/acknowledgement", id)
                .then()
                .statusCode(200)
                .body("note", equalTo("on it"))
                .body("nextRepeatAt", nullValue());
    }

    @Test
    void aBreakerIsEscalatedToWhoDependsOnItOnceItOpenedThreeTimesAndWhatCannotBeSentIsKept() {
        var breaker = "b-" + UUID.randomUUID();
        put("/api/v1/systems/{system}/budget", """
                endpoints: { GET /a: { target_response_time_p95: 1s } }
                dependencies: { %s: { endpoints: [GET /a] } }
                """.formatted(breaker), 201);

        for (var i = 0; i < 3; i++) {
            var at = Instant.parse("2026-11-21T10:00:00Z").plusSeconds(60L * i);
            kafka.publish(
                    UUID.randomUUID().toString(),
                    new CircuitBreakerTransitioned(
                            breaker, "i", BreakerStatus.CLOSED, BreakerStatus.OPEN, 5, 5, at, at.plusSeconds(30)));
        }
        var id = first("breaker");

        await().atMost(PATIENCE).untilAsserted(() -> detail(id)
                .body("occurrences", equalTo(1))
                .body("deliveries[0].state", equalTo("DEAD"))
                .body("deliveries[0].problem", containsString("nobody-registered-this")));
        String delivery = detail(id).extract().path("deliveries[0].deliveryId");
        as("engineer")
                .post("/api/v1/escalation-deliveries/{id}/replay", delivery)
                .then()
                .statusCode(202);
        as("viewer")
                .post("/api/v1/escalation-deliveries/{id}/replay", delivery)
                .then()
                .statusCode(403);
    }

    @Test
    void rulesAreVersionedAndThereAreSomeFromTheStart() {
        put(RULES, DOCUMENT, 200).body("version", equalTo(1)).body("changed", equalTo(false));
        put(RULES, "escalation: { rules: [ { name: a, on: weather, to: b } ] }", 400);
        as("engineer")
                .contentType("application/yaml")
                .header("If-Match", "\"other\"")
                .body(DOCUMENT.replace("4h", "5h").getBytes(StandardCharsets.UTF_8))
                .put(RULES, system)
                .then()
                .statusCode(412);
        put(RULES, DOCUMENT.replace("4h", "6h"), 200).body("version", equalTo(2));
        put(RULES, DOCUMENT, 200).body("version", equalTo(3));
        as("viewer")
                .accept("application/yaml")
                .get(RULES, system)
                .then()
                .statusCode(200)
                .body(equalTo(DOCUMENT))
                .header("X-Built-In", nullValue());
        as("viewer")
                .accept("application/yaml")
                .get(RULES, "s-" + UUID.randomUUID())
                .then()
                .statusCode(200)
                .header("X-Built-In", "true");
        as("viewer")
                .get("/api/v1/systems/{system}/escalations", system)
                .then()
                .statusCode(200)
                .body("items", hasSize(0))
                .body("hint", containsString("escalation-rules"));
    }

    private String first(String rule) {
        var path = "items.find { it.rule == '" + rule + "' }.escalationId";
        return await().atMost(PATIENCE)
                .until(
                        () -> as("viewer")
                                .get("/api/v1/systems/{system}/escalations", system)
                                .then()
                                .statusCode(200)
                                .extract()
                                .<String>path(path),
                        found -> found != null);
    }

    private ValidatableResponse detail(String id) {
        return as("viewer").get("/api/v1/escalations/{id}", id).then().statusCode(200);
    }

    private List<FindingEscalated> escalated() {
        return kafka.published(EventType.FINDING_ESCALATED, FindingEscalated.class).stream()
                .filter(event -> event.system().equals(system))
                .toList();
    }

    private ValidatableResponse put(String path, String document, int status) {
        return as("engineer")
                .contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .put(path, system)
                .then()
                .statusCode(status);
    }

    private String peer(String path) {
        return given().get(hook.resolve(path)).asString();
    }

    private void requireSigned(String[] messages) {
        assertThat(messages)
                .filteredOn(message -> message.contains(system))
                .singleElement()
                .satisfies(message -> {
                    var parts = message.split("\n", 3);
                    assertThat(parts[1]).isEqualTo("v1=" + hmac("v1:" + parts[0] + ":" + parts[2]));
                    assertThat(parts[2]).contains("\"text\":", "\"blocks\":");
                });
    }

    private static String hmac(String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private FindingRegistered registered(String observed) {
        var raised = raised(observed);
        return new FindingRegistered(
                "PE-777",
                raised.fingerprint(),
                system,
                raised.source(),
                raised.raisedAt(),
                raised.severity(),
                raised.category(),
                null,
                raised.component(),
                raised.title(),
                raised.description(),
                List.of(),
                raised.responsible(),
                FindingStatus.OPEN,
                raised.evidence());
    }

    private FindingRaised raised(String observed) {
        return FindingRaised.of("budget:" + system, system, "budget-service")
                .raised(Instant.parse("2026-11-21T10:00:00Z"), Severity.HIGH)
                .regulatoryReference(null)
                .component("GET /a")
                .title("GET /a is slow")
                .description("It takes longer than promised.")
                .evidence(Map.of("observed", observed))
                .build();
    }

    private static RequestSpecification as(String principal) {
        return given().header("Authorization", "Bearer " + principal + "-token");
    }
}
