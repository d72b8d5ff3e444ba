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
import io.belastbar.faulttolerance.breaker.BreakerGuard;
import io.belastbar.faulttolerance.breaker.BreakerOpen;
import io.belastbar.faulttolerance.breaker.GuardRegistry;
import io.belastbar.identity.InstanceName;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CircuitBreakerStatusIT {
    private static final String PATH = "/api/v1/circuit-breaker-status";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Inject
    BreakerGuard insurers;

    @Inject
    GuardRegistry guards;

    @Inject
    CircuitBreakerMaintenance breakers;

    @Inject
    InstanceName instance;

    @Inject
    MeterRegistry metrics;

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
        BreakerGuard guard = guards.named("broken-api");
        open(guard);

        Map<String, Object> status = get(PATH).jsonPath().getMap("broken-api");

        assertThat(status).containsEntry("status", "OPEN");
        assertThat(status).containsEntry("failureCount", 5).containsEntry("failureThreshold", 5);
        assertThat(Instant.parse((String) status.get("nextRetryAt"))).isAfter(Instant.EPOCH);
        assertThat(status).containsEntry("fleetStatus", "OPEN");
        assertThatThrownBy(() -> call(guard, Uni.createFrom().item("quote"))).isInstanceOf(BreakerOpen.class);
    }

    @Test
    void itOpensProbesAndClosesAndKafkaHearsOfIt() {
        open(insurers);
        await().atMost(PATIENCE).until(() -> probe(), "quote"::equals);

        assertThat(transitions("versicherer-api", 3)).containsExactly("OPEN", "HALF_OPEN", "CLOSED");
        when().get(PATH).then().body("versicherer-api.status", equalTo("CLOSED"));
    }

    @Test
    void theInstancesAreListed() {
        await().atMost(PATIENCE).untilAsserted(() -> when().get(PATH)
                .then()
                .body("versicherer-api.instances.instance", hasItem(instance.value()))
                .body("versicherer-api.fleetComplete", equalTo(true)));
    }

    @Test
    void withoutRedisTheStatusIsThatOfThisInstance() {
        TestInfrastructure.current().redis().kill();
        try {
            thisInstanceSpeaksForItself();
        } finally {
            TestInfrastructure.current().redis().start();
        }
    }

    @Test
    void withARedisThatHangsTheStatusIsThatOfThisInstance() {
        TestInfrastructure.current().redis().pause();
        try {
            thisInstanceSpeaksForItself();
        } finally {
            TestInfrastructure.current().redis().resume();
        }
        theInstancesAreListed();
    }

    @Test
    void withoutKafkaCallsGoOnAndTheNewsIsCountedAsDropped() {
        BreakerGuard guard = guards.named("kafka-less-api");
        double before = dropped();

        TestInfrastructure.current().kafka().kill();
        try {
            open(guard);
            assertThatThrownBy(() -> call(guard, Uni.createFrom().item("quote")))
                    .isInstanceOf(BreakerOpen.class);
            await().atMost(PATIENCE).until(() -> dropped() > before);
        } finally {
            TestInfrastructure.current().kafka().start();
        }

        kafkaAnswers();
        breakers.reset("kafka-less-api");
        assertThat(call(guard, Uni.createFrom().item("quote"))).isEqualTo("quote");
        assertThat(transitions("kafka-less-api", 1)).containsExactly("CLOSED");
    }

    private static void kafkaAnswers() {
        try (Admin admin = Admin.create(TestInfrastructure.kafkaClient())) {
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(ExecutionException.class)
                    .until(() -> admin.describeCluster().nodes().get(60, TimeUnit.SECONDS), nodes -> !nodes.isEmpty());
        }
    }

    private void thisInstanceSpeaksForItself() {
        when().get(PATH)
                .then()
                .statusCode(200)
                .body("slow-api.fleetComplete", equalTo(false))
                .body("slow-api.instances.instance", equalTo(List.of(instance.value())));
    }

    private double dropped() {
        return metrics.counter("belastbar.breaker.events.dropped").count();
    }

    private static void open(BreakerGuard guard) {
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
                .atMost(PATIENCE);
    }

    private static String call(BreakerGuard guard, Uni<String> action) {
        return guard.call(() -> action).await().atMost(PATIENCE);
    }

    private static List<String> transitions(String breaker, int expected) {
        Map<String, Object> settings = TestInfrastructure.kafkaClient();
        settings.putAll(Map.of("group.id", "status-test-" + UUID.randomUUID(), "auto.offset.reset", "earliest"));
        // By its id: what Kafka took without saying so in time is sent again.
        Map<String, String> seen = new LinkedHashMap<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("belastbar.circuit-breakers"));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (message.key().equals(breaker)) {
                        assertThat(header(message, "ce_type")).isEqualTo("circuit-breaker.transitioned.v1");
                        seen.put(
                                header(message, "ce_id"), message.value().replaceAll(".*\"to\":\"([A-Z_]+)\".*", "$1"));
                    }
                });
                return seen.size() >= expected;
            });
        }
        return List.copyOf(seen.values());
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
