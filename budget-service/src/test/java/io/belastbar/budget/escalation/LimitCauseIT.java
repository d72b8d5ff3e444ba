package io.belastbar.budget.escalation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.budget.KafkaPeer;
import io.belastbar.contracts.CapacityLimitApproaching;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A warning and a critical limit of one metric, and who is told of which. */
@QuarkusTest
class LimitCauseIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RULES = """
            escalation:
              channels:
                DevOps Engineer: { webhooks: [gone-chat] }
              rules:
                - { name: near, on: capacity.limit-approaching, to: DevOps Engineer }
            """;

    private final String system = "s-" + UUID.randomUUID();

    @Test
    void theCriticalLimitIsToldThoughTheWarningWasAndTheSameOneIsNotToldAgain() {
        given().auth()
                .preemptive()
                .oauth2("engineer-token")
                .contentType("application/yaml")
                .body(RULES.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/escalation-rules", system)
                .then()
                .statusCode(201);
        try (var kafka = new KafkaPeer()) {
            kafka.publish(UUID.randomUUID().toString(), near(120, 20));
            await().atMost(PATIENCE).until(() -> told().equals(List.of(key("120"))));

            kafka.publish(UUID.randomUUID().toString(), near(120, 19));
            // As far away as the warning: the severity is the same, the limit is another.
            kafka.publish(UUID.randomUUID().toString(), near(150, 20));
            await().atMost(PATIENCE).until(() -> told().size() == 2);

            assertThat(told()).containsExactlyInAnyOrder(key("120"), key("150"));
            // One key, one order: the second word of the warning was heard before the critical limit.
            assertThat(occurrences(key("120"))).isEqualTo(2);
        }
    }

    private String key(String limit) {
        return "capacity:" + system + ":connection_count:" + limit;
    }

    private CapacityLimitApproaching near(double limit, int days) {
        Instant now = Instant.now();
        return new CapacityLimitApproaching(
                system, "connection_count", "connections", limit, 90, now.plus(Duration.ofDays(days)), now);
    }

    private List<String> told() {
        return as().getList("items.fingerprint");
    }

    private int occurrences(String key) {
        return as().getInt("items.find { it.fingerprint == '" + key + "' }.occurrences");
    }

    private io.restassured.path.json.JsonPath as() {
        return given().auth()
                .preemptive()
                .oauth2("viewer-token")
                .get("/api/v1/systems/{system}/escalations", system)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
