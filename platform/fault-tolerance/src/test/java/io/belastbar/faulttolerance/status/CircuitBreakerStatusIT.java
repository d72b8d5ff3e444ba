package io.belastbar.faulttolerance.status;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.faulttolerance.breaker.BreakerOpen;
import io.belastbar.faulttolerance.breaker.GuardRegistry;
import io.belastbar.faulttolerance.breaker.InsurerGuard;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CircuitBreakerStatusIT {
    private static final String PATH = "/api/v1/circuit-breaker-status";

    @Inject
    InsurerGuard insurers;

    @Inject
    GuardRegistry guards;

    @Test
    void aBreakerThatNobodyUsedIsClosed() {
        when().get(PATH)
                .then()
                .statusCode(200)
                .body("slow-api.status", equalTo("CLOSED"))
                .body("slow-api.failureCount", equalTo(0))
                .body("slow-api.nextRetryAt", nullValue());
    }

    @Test
    void anOpenBreakerSaysWhenItRetries() {
        InsurerGuard guard = guards.named("broken-api");
        open(guard);

        Map<String, Object> status = get(PATH).jsonPath().getMap("broken-api");

        assertThat(status).containsEntry("status", "OPEN");
        assertThat(status).containsEntry("failureCount", 5).containsEntry("failureThreshold", 5);
        assertThat(Instant.parse((String) status.get("nextRetryAt"))).isAfter(Instant.EPOCH);
        assertThat(status).containsEntry("fleetStatus", "OPEN").containsEntry("fleetComplete", true);
        assertThatThrownBy(() -> call(guard, Uni.createFrom().item("quote"))).isInstanceOf(BreakerOpen.class);
    }

    @Test
    void itOpensProbesAndClosesAndKafkaHearsOfIt() {
        open(insurers);
        await().until(() -> probe(), "quote"::equals);

        assertThat(transitions("versicherer-api", 3)).containsExactly("OPEN", "HALF_OPEN", "CLOSED");
        when().get(PATH).then().body("versicherer-api.status", equalTo("CLOSED"));
    }

    @Test
    void theInstancesAreListed() {
        await().untilAsserted(() -> when().get(PATH)
                .then()
                .body("versicherer-api.instances.instance", hasItem("instance-a"))
                .body("versicherer-api.fleetComplete", equalTo(true)));
    }

    @Test
    void withoutRedisTheStatusIsThatOfThisInstance() {
        TestInfrastructure.current().redis().kill();
        try {
            when().get(PATH)
                    .then()
                    .statusCode(200)
                    .body("slow-api.fleetComplete", equalTo(false))
                    .body("slow-api.instances.instance", equalTo(List.of("instance-a")));
        } finally {
            TestInfrastructure.current().redis().start();
        }
    }

    private static void open(InsurerGuard guard) {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> call(guard, Uni.createFrom().failure(new IllegalStateException("500"))))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private String probe() {
        return insurers.call(() -> Uni.createFrom().item("quote"))
                .onFailure(BreakerOpen.class)
                .recoverWithItem("refused")
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private static String call(InsurerGuard guard, Uni<String> action) {
        return guard.call(() -> action).await().atMost(Duration.ofSeconds(5));
    }

    private static List<String> transitions(String breaker, int expected) {
        Map<String, Object> settings = TestInfrastructure.kafkaClient();
        settings.putAll(Map.of("group.id", "status-test", "auto.offset.reset", "earliest"));
        List<String> seen = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("belastbar.circuit-breakers"));
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (message.key().equals(breaker)) {
                        assertThat(type(message)).isEqualTo("circuit-breaker.transitioned.v1");
                        seen.add(message.value().replaceAll(".*\"to\":\"([A-Z_]+)\".*", "$1"));
                    }
                });
                return seen.size() >= expected;
            });
        }
        return seen;
    }

    private static String type(ConsumerRecord<String, String> message) {
        return new String(message.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
    }
}
