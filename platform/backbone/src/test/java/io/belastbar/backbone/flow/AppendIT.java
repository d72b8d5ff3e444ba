package io.belastbar.backbone.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.backbone.inbox.Attempt;
import io.belastbar.backbone.inbox.InboundMessage;
import io.belastbar.backbone.inbox.InboxRepository;
import io.belastbar.backbone.inbox.RoutingHandler;
import io.belastbar.backbone.outbox.OutboxRepository;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Handlers append key by key, as events come; their batches must not lock each other out. */
@QuarkusTest
@TestProfile(AppendIT.PatientWithLocks.class)
class AppendIT {

    /** PostgreSQL ends a deadlock by its name after a second; a wait for a lock that only takes long ends by itself. */
    public static class PatientWithLocks implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("belastbar.backbone.inbox.patience", "90s");
        }
    }

    private static final int ROUNDS = 12;

    @Inject
    EventFlow flow;

    @Inject
    InboxRepository inbox;

    @Inject
    OutboxRepository outbox;

    private final String test = UUID.randomUUID().toString();

    @Test
    void batchesOfAnySizeAppendInAnyOrderWithoutADeadlock() {
        long deadlocks = deadlocks();
        Random random = new Random(7);
        RoutingHandler handlers = new RoutingHandler(List.of(appending("appending")));
        int events = 0;

        for (int round = 0; round < ROUNDS; round++) {
            List<Uni<Attempt>> batches = new ArrayList<>();
            for (int size : new int[] {20, 60, 167}) {
                batches.add(batch(size, random, handlers));
                events += size;
            }
            assertThat(together(batches))
                    .allSatisfy(attempt -> assertThat(attempt).isInstanceOf(Attempt.Applied.class));
        }

        assertThat(appended()).isEqualTo(events);
        assertThat(deadlocks()).isEqualTo(deadlocks);
    }

    @Test
    void whatABatchAppendsIsRolledBackWithIt() {
        RoutingHandler handlers = new RoutingHandler(
                List.of(appending("appending"), NamedHandler.failing("failing", new IllegalStateException("no"))));

        List<Attempt> attempts = together(List.of(batch(3, new Random(7), handlers)));

        assertThat(attempts).singleElement().isInstanceOf(Attempt.Failed.class);
        assertThat(appended()).isZero();
    }

    /** Tells of each step under the step's own key. */
    private NamedHandler appending(String name) {
        return new NamedHandler(
                name,
                (step, transaction) -> outbox.append(
                        transaction, EventFlow.step("told-" + step.gameDayId(), step.sequence(), "note")));
    }

    private Uni<Attempt> batch(int size, Random random, RoutingHandler handlers) {
        return inbox.attempt(IntStream.range(0, size)
                .mapToObj(number -> EventFlow.step(test + "-" + random.nextInt(100_000), number, "note"))
                .map(step -> KafkaMessages.received(UUID.randomUUID().toString(), step))
                .map(message -> (InboundMessage.Event) InboundMessage.of(message, handlers.types()))
                .flatMap(event -> handlers.deliveries(event).stream())
                .toList());
    }

    private static List<Attempt> together(List<Uni<Attempt>> batches) {
        return Uni.join().all(batches).andFailFast().await().atMost(Duration.ofSeconds(120));
    }

    private long appended() {
        return flow.count("SELECT count(*) FROM outbox_event WHERE key LIKE $1", "told-" + test + "%");
    }

    private long deadlocks() {
        return flow.count("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }
}
