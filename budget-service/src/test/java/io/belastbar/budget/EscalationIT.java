package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.contracts.BreakerStatus;
import io.belastbar.contracts.CircuitBreakerTransitioned;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.FindingEscalated;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingRegistered;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.FindingStatusChanged;
import io.belastbar.contracts.GameDayFinished;
import io.belastbar.contracts.Severity;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String RULES = "/api/v1/systems/{system}/escalation-rules";
    private static final String DOCUMENT = """
            escalation:
              channels:
                Backend Engineer: { webhooks: [team-chat], emails: [on-duty] }
                DevOps Engineer: { webhooks: [gone-chat] }
                Monitoring: { alertmanagers: [ { target: alerts, credentials: alerts } ] }
              rules:
                - name: slow
                  on: finding
                  if: { evidence.observed: "> 500ms" }
                  to: Backend Engineer
                  repeat: 4h until acknowledged
                  reason: { en: "Too slow", de: "Zu langsam" }
                - { name: firing, on: finding, if: { evidence.observed: "> 700ms" }, to: Monitoring }
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
                .contains(
                        "RCPT TO:<on-duty@example.org>",
                        "Subject: [HIGH] " + system + ": PE-777 GET /a is slow",
                        "Too slow",
                        "https://belastbar.example/api/v1/esc");

        kafka.publish(UUID.randomUUID().toString(), raised("900 ms"));
        await().atMost(PATIENCE).untilAsserted(() -> detail(id).body("occurrences", equalTo(2)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(escalated())
                .extracting(FindingEscalated::rule, FindingEscalated::toRole)
                .containsExactlyInAnyOrder(tuple("slow", "Backend Engineer"), tuple("firing", "Monitoring")));

        pool.preparedQuery("UPDATE leased_work SET due_at = now() WHERE queue = 'reminders' AND item = $1")
                .executeAndAwait(Tuple.of(id));
        await().atMost(PATIENCE).untilAsserted(() -> detail(id)
                .body("deliveries.repeat", equalTo(List.of(0, 0, 1, 1)))
                .body("deliveries.state", everyItem(equalTo("DELIVERED"))));

        acknowledge("operator", id, "on it").body("note", equalTo("on it")).body("nextRepeatAt", nullValue());
        acknowledge("engineer", id, "me too")
                .body("acknowledgedBy", equalTo("operator"))
                .body("acknowledgements.note", equalTo(List.of("on it", "me too")))
                .body("acknowledgements.by", equalTo(List.of("operator", "engineer")));
        as("viewer")
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/escalations/{id}/acknowledgement", id)
                .then()
                .statusCode(403);
    }

    @Test
    void aBreakerIsEscalatedToWhoDependsOnItOnceItOpenedThreeTimesAndWhatCannotBeSentIsKept() {
        var breaker = "b-" + UUID.randomUUID();
        put("/api/v1/systems/{system}/budget", """
                endpoints: { GET /a: { target_response_time_p95: 1s } }
                dependencies: { %s: { endpoints: [GET /a] } }
                """.formatted(breaker), 201);

        var unreadable = dependingOn(breaker);
        // In the order in which they arrive: the last one first.
        for (var minute : List.of(3, 1, 2)) {
            var at = Instant.parse("2026-11-21T10:00:00Z").plusSeconds(60L * minute);
            kafka.publish(
                    UUID.randomUUID().toString(),
                    new CircuitBreakerTransitioned(
                            breaker, "i", BreakerStatus.CLOSED, BreakerStatus.OPEN, 5, 5, at, at.plusSeconds(30)));
        }
        var id = first("breaker");

        await().atMost(PATIENCE).untilAsserted(() -> detail(id)
                .body("occurrences", equalTo(1))
                .body("deliveries[0].state", equalTo("DEAD"))
                .body("deliveries[0].attempts", equalTo(8))
                .body("deliveries[0].problem", containsString("did not answer")));
        as("viewer")
                .get("/api/v1/systems/{system}/escalations", unreadable)
                .then()
                .body("items", hasSize(0));
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
    void whatGetsWorseIsToldAnewAndThatItIsOverIsToldOnce() {
        kafka.publish(UUID.randomUUID().toString(), registered("612 ms"));
        var id = first("slow");
        await().atMost(PATIENCE)
                .untilAsserted(() -> detail(id).body("deliveries.state", everyItem(equalTo("DELIVERED"))));

        kafka.publish(UUID.randomUUID().toString(), raised("900 ms", Severity.CRITICAL));
        await().atMost(PATIENCE).untilAsserted(() -> detail(id)
                .body("severity", equalTo("CRITICAL"))
                .body("deliveries.kind", equalTo(List.of("FIRST", "FIRST", "WORSE", "WORSE")))
                .body("deliveries.state", everyItem(equalTo("DELIVERED"))));

        changed(FindingStatus.RESOLVED);
        changed(FindingStatus.RESOLVED);
        await().atMost(PATIENCE).untilAsserted(() -> detail(id)
                .body("closedAs", equalTo("RESOLVED"))
                .body("nextRepeatAt", nullValue())
                .body(
                        "deliveries.findAll { it.kind == 'RESOLVED' }.state",
                        equalTo(List.of("DELIVERED", "DELIVERED"))));
        assertThat(peer("/mails")).contains("Subject: Resolved: [CRITICAL] " + system);
    }

    @Test
    void anAlertFiresAtAnAlertmanagerUntilItsFindingIsResolved() throws IOException {
        kafka.publish(UUID.randomUUID().toString(), registered("812 ms"));
        var id = first("firing");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(alerts()).as("it is told again and again").hasSizeGreaterThan(2));

        changed(FindingStatus.RESOLVED);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(alerts()).last().satisfies(alert -> assertThat(
                        Instant.parse(alert.get("endsAt").asText()))
                .isBeforeOrEqualTo(Instant.now())));
        for (var alert : alerts()) {
            assertThat(alert.at("/labels/alertname").asText()).isEqualTo("firing");
            assertThat(alert.at("/labels/severity").asText()).isEqualTo("high");
            assertThat(alert.get("generatorURL").asText())
                    .isEqualTo("https://belastbar.example/api/v1/escalations/" + id);
            assertThat(Instant.parse(alert.get("startsAt").asText()))
                    .isBeforeOrEqualTo(Instant.parse(alert.get("endsAt").asText()));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pool.preparedQuery("""
                        SELECT FROM leased_work JOIN escalation_delivery ON item = delivery_id::text
                         WHERE escalation_id = $1""")
                        .executeAndAwait(Tuple.of(UUID.fromString(id)))
                        .rowCount())
                .isZero());
    }

    @Test
    void rulesThatNobodyHearsAreRefusedAndWhatWasStoredBeforeIsWarnedOf() {
        put(RULES, DOCUMENT.replace("evidence.observed", "evidense"), 400)
                .body("errors[0].line", equalTo(9))
                .body("errors[0].received", equalTo("evidense"));
        put(RULES, DOCUMENT.replace("[on-duty]", "[nope]"), 400)
                .body("errors[0].rule", containsString("BELASTBAR_ESCALATION_EMAILS_NOPE"));

        pool.preparedQuery("UPDATE document SET content = $2, understood = NULL WHERE system = $1")
                .executeAndAwait(Tuple.of(
                        system,
                        Buffer.buffer(DOCUMENT.replace("evidence.observed", "evidense")
                                .replace("[team-chat]", "[monitoring]"))));
        as("viewer")
                .accept("application/json")
                .get(RULES, system)
                .then()
                .statusCode(200)
                .body("rules", hasSize(3))
                .body("warnings.received", equalTo(List.of("evidense", "evidense", "monitoring")));
        as("viewer").get(RULES + "/health", system).then().statusCode(200).body("heard", equalTo(false));
    }

    @Test
    void aMessageThatAnAcknowledgementEndsSaysHowOftenItWasTried() {
        put(RULES, DOCUMENT.replace("[team-chat]", "[gone-chat]"), 200);
        kafka.publish(UUID.randomUUID().toString(), registered("612 ms"));
        var id = first("slow");
        var webhook = "deliveries.find { it.channel == 'WEBHOOK' }.";
        await().atMost(PATIENCE).untilAsserted(() -> detail(id).body(webhook + "attempts", greaterThan(2)));

        acknowledge("engineer", id, "on it");
        await().atMost(PATIENCE).untilAsserted(() -> detail(id)
                .body(webhook + "state", equalTo("CANCELLED"))
                .body(webhook + "attempts", greaterThan(2))
                .body(webhook + "problem", containsString("acknowledged")));
    }

    /** It is no finding: nobody closes it. */
    @Test
    void whatHasNoEndOfItsOwnFiresUntilItIsAcknowledged() {
        put(
                RULES,
                DOCUMENT.replace("on: finding, if: { evidence.observed: \"> 700ms\" }", "on: game-day.finished"),
                200);
        kafka.publish(
                UUID.randomUUID().toString(),
                new GameDayFinished(UUID.randomUUID().toString(), system, "failover", "FAILED", null, Instant.now()));
        var id = first("firing");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(alerts()).hasSizeGreaterThan(1));

        acknowledge("operator", id, "");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(alerts()).last().satisfies(alert -> assertThat(
                        Instant.parse(alert.get("endsAt").asText()))
                .isBeforeOrEqualTo(Instant.now())));
    }

    @Test
    void rulesAreTriedWithoutWaitingForTrouble() {
        as("engineer")
                .contentType("application/json")
                .body("{}")
                .post(RULES + "/test", system)
                .then()
                .statusCode(200)
                .body("channels.name", equalTo(List.of("team-chat", "on-duty", "gone-chat", "alerts")))
                .body("channels.signed", equalTo(List.of(true, false, true, false)))
                .body("channels[0].problem", containsString("500"))
                .body("channels[1].delivered", equalTo(true))
                .body("channels[2].problem", containsString("did not answer"))
                .body("channels[3].delivered", equalTo(true));
        as("engineer")
                .contentType("application/json")
                .body("{\"role\": \"Nobody\"}")
                .post(RULES + "/test", system)
                .then()
                .statusCode(400)
                .body("errors[0].received", equalTo("Nobody"));
        as("viewer")
                .contentType("application/json")
                .body("{}")
                .post(RULES + "/test", system)
                .then()
                .statusCode(403);

        as("viewer")
                .contentType("application/json")
                .body("{\"on\": \"finding\", \"fields\": {\"evidence.observed\": \"612 ms\"}}")
                .post(RULES + "/match", system)
                .then()
                .statusCode(200)
                .body("rules.matches", equalTo(List.of(true, false, false)))
                .body("rules.unmet", equalTo(List.of(List.of(), List.of("evidence.observed"), List.of("on"))))
                .body("rules[0].receivers", equalTo(List.of("WEBHOOK team-chat", "EMAIL on-duty")));
        as("viewer")
                .contentType("application/json")
                .body("{\"on\": \"finding\", \"fields\": {\"severty\": \"HIGH\"}}")
                .post(RULES + "/match", system)
                .then()
                .statusCode(400)
                .body("errors[0].received", equalTo("severty"));
        as("viewer")
                .get(RULES + "/health", system)
                .then()
                .statusCode(200)
                .body("heard", equalTo(true))
                .body("builtIn", equalTo(false));
    }

    /** Another system whose rules and one of whose budget documents are no longer read: it stands first by its name. */
    private String dependingOn(String breaker) {
        var other = "a-" + UUID.randomUUID();
        for (var path : List.of("/api/v1/systems/{system}/budget", "/api/v1/systems/{system}/budget/documents/more")) {
            as("engineer")
                    .contentType("application/yaml")
                    .body(("endpoints: { GET /a: { target_response_time_p95: 1s } }\n"
                                    + "dependencies: { %s: { endpoints: [GET /a] } }")
                            .formatted(breaker)
                            .getBytes(StandardCharsets.UTF_8))
                    .put(path, other)
                    .then()
                    .statusCode(201);
        }
        as("engineer")
                .contentType("application/yaml")
                .body(DOCUMENT.getBytes(StandardCharsets.UTF_8))
                .put(RULES, other)
                .then()
                .statusCode(201);
        pool.preparedQuery("""
                        UPDATE document SET content = $2, understood = NULL
                         WHERE system = $1 AND name IN ('more', 'escalation-rules')""").executeAndAwait(Tuple.of(other, Buffer.buffer("escalation: [")));
        return other;
    }

    @Test
    void deliveriesAreCountedFromZeroForEveryChannel() {
        var metrics = given().get("/q/metrics").asString();

        for (var channel : List.of("WEBHOOK", "EMAIL", "ALERTMANAGER")) {
            for (var outcome : List.of("delivered", "failed", "dead")) {
                assertThat(metrics)
                        .containsPattern("belastbar_budget_escalation_deliveries_total\\{channel=\"" + channel
                                + "\",outcome=\"" + outcome + "\"");
            }
        }
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

    private ValidatableResponse acknowledge(String who, String id, String note) {
        return as(who).contentType("application/json")
                .body(Map.of("note", note))
                .post("/api/v1/escalations/{id}/acknowledgement", id)
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsMergedGoesOnUnderTheOtherNumberAndIsOverWithIt() {
        kafka.publish(UUID.randomUUID().toString(), registered("812 ms"));
        await().atMost(PATIENCE).until(() -> numbers().contains("PE-777"));

        kafka.publish(
                UUID.randomUUID().toString(),
                new FindingStatusChanged(
                        "PE-777",
                        "budget:" + system,
                        system,
                        FindingStatus.OPEN,
                        FindingStatus.REJECTED,
                        "x",
                        "its cause is PE-778",
                        Instant.now(),
                        null,
                        "PE-778",
                        List.of()));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(numbers()).containsOnly("PE-778"));
        assertThat(closed()).isEmpty();

        kafka.publish(
                UUID.randomUUID().toString(),
                new FindingStatusChanged(
                        "PE-778",
                        "missing-index:" + system,
                        system,
                        FindingStatus.OPEN,
                        FindingStatus.RESOLVED,
                        "x",
                        null,
                        Instant.now(),
                        null,
                        null,
                        List.of("budget:" + system)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(closed()).containsOnly("RESOLVED"));
    }

    private List<String> numbers() {
        return column("SELECT number FROM escalation WHERE system = $1");
    }

    private List<String> closed() {
        return column("SELECT closed_as FROM escalation WHERE system = $1 AND closed_at IS NOT NULL");
    }

    private List<String> column(String sql) {
        return pool.preparedQuery(sql).executeAndAwait(io.vertx.mutiny.sqlclient.Tuple.of(system)).stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private void changed(FindingStatus to) {
        kafka.publish(
                UUID.randomUUID().toString(),
                new FindingStatusChanged(
                        "PE-777", "budget:" + system, system, FindingStatus.OPEN, to, "x", null, Instant.now()));
    }

    /** What an Alertmanager was told of this test's system. */
    private List<JsonNode> alerts() throws IOException {
        var alerts = new ArrayList<JsonNode>();
        for (var body : peer("/alerts").split("\n\n")) {
            if (body.contains(system)) {
                alerts.add(new ObjectMapper().readTree(body).get(0));
            }
        }
        return alerts;
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
        return raised(observed, Severity.HIGH);
    }

    private FindingRaised raised(String observed, Severity severity) {
        return FindingRaised.of("budget:" + system, system, "budget-service")
                .raised(Instant.parse("2026-11-21T10:00:00Z"), severity)
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
