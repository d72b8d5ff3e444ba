package io.belastbar.capacity.plan.finding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.oneOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.reading.PlanDocument;
import io.belastbar.capacity.plan.store.PlanChanges;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.jobs.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TellPlanIT {
    private static final Instant NOW = Instant.parse("2026-02-01T08:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    TellPlan telling;

    @Inject
    PlanNoticeRepository notices;

    @Inject
    PlanNoticeJob days;

    @Inject
    PlanChanges changes;

    @Inject
    Pool pool;

    private final String system = "told-" + UUID.randomUUID().toString().substring(0, 8);

    /** What the test ordered and a failure left. */
    @AfterEach
    void letTheLaneGo() {
        release();
    }

    @Test
    void anOverdueTaskIsToldOnceByTwoReplicasAndEndsWhenItIsDone() throws Exception {
        hold();
        put("end_2025_checklist: [{text: Sharding, done: false, owner: Ada}]");

        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = replicas.submit(() -> telling.tell(system, NOW));
            var other = replicas.submit(() -> telling.tell(system, NOW));
            one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            other.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        telling.tell(system, NOW.plusSeconds(60));
        put("end_2025_checklist: [{text: Sharding, done: true, owner: Ada}]");
        telling.tell(system, NOW.plusSeconds(120));

        List<Told> told = told(2);
        assertThat(told).extracting(Told::type).containsExactly("finding.raised.v1", "finding.resolved.v1");
        assertThat(told.getFirst().data().path("category").asText()).isEqualTo("Capacity");
        assertThat(told.getFirst().data().path("responsible").asText()).isEqualTo("Ada");
        assertThat(told.getFirst().data().path("title").asText()).isEqualTo("Overdue: Sharding");
        assertThat(told.getFirst().data().path("fingerprint").asText())
                .isEqualTo(told.getLast().data().path("fingerprint").asText());
    }

    @Test
    void aStepThatCostsMoreReachesTheCategoryOfTheProductOwnerAndAPlanTakenAwayEndsIt() {
        hold();
        put("costs: {current_monthly: 2500, end_2026_monthly: 8000}");
        telling.tell(system, Instant.parse("2026-11-01T08:00:00Z"));
        remove();
        telling.tell(system, Instant.parse("2026-11-01T09:00:00Z"));

        List<Told> told = told(2);
        assertThat(told.getFirst().data().path("category").asText()).isEqualTo("Cost");
        assertThat(told.getLast().type()).isEqualTo("finding.resolved.v1");
    }

    /** Nobody looks here but who is woken by the change: the hourly look has just been, or is not due for long. */
    @Test
    void aChangeOfAPlanIsToldWithTheChange() throws Exception {
        put("end_2025_checklist: [{text: Sharding, done: false, owner: Ada}]");
        told(1);
        put("end_2025_checklist: [{text: Sharding, done: true, owner: Ada}]");
        told(2);
        put("features: [{name: chat, growth_factor: 2.5, owner: Bob}]");
        told(3);
        remove();

        List<Told> told = told(4);
        assertThat(told)
                .extracting(Told::type)
                .containsExactlyInAnyOrder(
                        "finding.raised.v1", "finding.resolved.v1", "finding.raised.v1", "finding.resolved.v1");
        assertThat(told).extracting(one -> one.data().path("category").asText()).contains("Capacity", "Scope");
    }

    @Test
    void ofManyChangesAtOnceTheLastIsWhatIsTold() throws Exception {
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < 8; writer++) {
                writers.submit(() -> put("end_2025_checklist: [{text: Sharding, done: false, owner: Ada}]"));
                writers.submit(() -> put("end_2025_checklist: [{text: Sharding, done: true, owner: Ada}]"));
            }
        }
        put("end_2025_checklist: [{text: Partitions, done: false}]");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Await.of(notices.open(system)))
                .extracting(PlanNotice::title)
                .containsExactly("Overdue: Partitions"));
    }

    /** A look with a plan that was read before the change would end what the change told, and tell again what it ended. */
    @Test
    void whatTheDaysBringIsLookedAtBehindTheChangesOfTheSystem() {
        put("end_2025_checklist: [{text: Sharding, done: false, owner: Ada}]");
        told(1);
        await().atMost(PATIENCE).until(() -> waiting() == 0);
        hold();
        Await.of(notices.apply(
                system, new NoticeChange.Resolve(Await.of(notices.open(system)).getFirst()), NOW));

        days.order();
        days.order();

        assertThat(waiting()).isEqualTo(2);
        assertThat(Await.of(notices.open(system))).isEmpty();

        release();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Await.of(notices.open(system)))
                .extracting(PlanNotice::title)
                .containsExactly("Overdue: Sharding"));
    }

    /** A look that began later has ended it: one that was behind, and lost its lease, has read what is no longer so. */
    @Test
    void whatALaterLookEndedIsNotToldAgainByAnEarlierOne() {
        PlanFinding finding = overdue("Sharding");
        apply(new NoticeChange.Raise(finding), NOW);
        apply(new NoticeChange.Resolve(Await.of(notices.open(system)).getFirst()), NOW.plusSeconds(120));

        assertThat(apply(new NoticeChange.Raise(finding), NOW.plusSeconds(60))).isFalse();
        assertThat(apply(new NoticeChange.Raise(finding), NOW.plusSeconds(120))).isFalse();

        assertThat(Await.of(notices.open(system))).isEmpty();
        assertThat(apply(new NoticeChange.Raise(finding), NOW.plusSeconds(180))).isTrue();
    }

    @Test
    void whatALaterLookToldInOtherWordsKeepsThem() {
        PlanFinding before = overdue("Sharding");
        PlanFinding after = new PlanFinding(
                before.kind(),
                before.subject(),
                before.severity(),
                "Overdue: Sharding of orders",
                before.description(),
                before.measures(),
                before.responsible(),
                before.evidence());
        apply(new NoticeChange.Raise(before), NOW);
        apply(new NoticeChange.Raise(after), NOW.plusSeconds(120));

        assertThat(apply(new NoticeChange.Raise(before), NOW.plusSeconds(60))).isFalse();

        assertThat(Await.of(notices.open(system)))
                .extracting(PlanNotice::title)
                .containsExactly("Overdue: Sharding of orders");
    }

    private static PlanFinding overdue(String task) {
        CapacityPlan plan = PlanDocument.read("p", "end_2025_checklist: [" + task + "]");
        return PlanFindings.of(plan, LocalDate.of(2026, 2, 1), Period.ZERO, List.of())
                .getFirst();
    }

    private boolean apply(NoticeChange change, Instant now) {
        return Await.of(notices.apply(system, change, now));
    }

    /** Nobody looks at the system's plan but the test: what stands first in its lane is not due. */
    private void hold() {
        Await.of(pool.withTransaction(transaction -> changes.work()
                .enqueueInLane(
                        transaction,
                        system,
                        system + "/held",
                        system,
                        Instant.now().plus(Duration.ofHours(1)))));
    }

    private void release() {
        Await.of(pool.withTransaction(transaction -> changes.work().remove(transaction, system + "/held")));
    }

    private long waiting() {
        return Await.of(
                pool.preparedQuery("SELECT count(*) FROM leased_work WHERE queue = 'plan-changes' AND lane = $1")
                        .execute(Tuple.of(system))
                        .map(rows -> rows.iterator().next().getLong(0)));
    }

    private void remove() {
        given().auth()
                .preemptive()
                .oauth2("engineer-token")
                .delete("/api/v1/systems/" + system + "/capacity-plan/documents/p")
                .then()
                .statusCode(204);
    }

    private void put(String document) {
        given().auth()
                .preemptive()
                .oauth2("engineer-token")
                .contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/" + system + "/capacity-plan/documents/p")
                .then()
                .statusCode(oneOf(200, 201));
    }

    private record Told(String type, JsonNode data) {}

    private List<Told> told(int expected) {
        Map<String, Object> settings = TestInfrastructure.kafkaClient();
        settings.putAll(Map.of("group.id", "told-" + UUID.randomUUID(), "auto.offset.reset", "earliest"));
        List<Told> told = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("belastbar.findings"));
            await().atMost(PATIENCE).until(() -> {
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    JsonNode data = JSON.readTree(message.value());
                    if (data.path("system").asText().equals(system)) {
                        told.add(new Told(
                                new String(
                                        message.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8),
                                data));
                    }
                }
                return told.size() >= expected;
            });
        }
        return told;
    }
}
