package io.belastbar.budget.measurement.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What replicas of the collection rely on. The test takes the place of two of them. */
@QuarkusTest
class CollectionLeaseIT {

    private static final Duration LONG = Duration.ofMinutes(5);

    @Inject
    CollectionRepository collections;

    @Inject
    Pool pool;

    @Inject
    Scheduler scheduler;

    private final String system = "s-" + UUID.randomUUID();

    @BeforeEach
    void standStill() {
        scheduler.pause();
        await(pool.query("DELETE FROM measurement_collection").execute());
        await(pool.withTransaction(transaction -> collections.makeDue(transaction, system)));
    }

    @AfterEach
    void goOn() {
        await(pool.query("DELETE FROM measurement_collection").execute());
        scheduler.resume();
    }

    @Test
    void aSystemThatIsHeldIsNotTakenAgain() {
        assertThat(await(collections.claim(LONG))).contains(system);
        assertThat(await(collections.claim(LONG))).isEmpty();
    }

    @Test
    void aDeadWorkersSystemIsTakenUpAgain() {
        assertThat(await(collections.claim(Duration.ZERO))).contains(system);
        assertThat(await(collections.claim(LONG))).contains(system);
    }

    @Test
    void aFinishedRoundIsDueAgainAfterItsDelay() {
        await(collections.claim(LONG));
        var outcome = new CollectionOutcome(Instant.EPOCH, "monitoring", 0, List.of());

        await(pool.withTransaction(transaction -> collections.finish(transaction, system, LONG, outcome)));
        assertThat(await(collections.claim(LONG))).isEmpty();
        await(pool.withTransaction(transaction -> collections.finish(transaction, system, Duration.ZERO, outcome)));

        assertThat(await(collections.claim(LONG))).isEqualTo(Optional.of(system));
        assertThat(await(collections.outcome(system)).orElseThrow()).contains("\"target\":\"monitoring\"");
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(30));
    }
}
