package io.belastbar.capacity.analysis;

import static io.belastbar.capacity.analysis.GrowingSystem.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.capacity.analysis.run.AnalysisJob;
import io.belastbar.capacity.analysis.run.AnalysisQueue;
import io.belastbar.capacity.analysis.time.FireAnalysesJob;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.LeasedWorkRepository;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Several replicas on one database, and one that is killed at eight: one analysis, and one finding. */
@QuarkusTest
class OneAnalysisIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final RetryPolicy RETRY =
            new RetryPolicy(20, new BackOff(Duration.ofMillis(20), Duration.ofMillis(50)));
    private static final PayloadFormat<Instant> TIMES = new PayloadFormat<>(Instant::toString, Instant::parse);

    @Inject
    Pool pool;

    @Inject
    LeasedWorkRepository rows;

    @Inject
    FireAnalysesJob firing;

    @Inject
    AnalysisJob analysing;

    @Inject
    AnalysisQueue queue;

    private final GrowingSystem growing = new GrowingSystem("once-" + UUID.randomUUID());

    @Test
    void aFireTimeThatWasMissedInAnOutageHasOneAnalysisAtThreeReplicas() throws InterruptedException {
        growing.grow();
        Instant missed = Instant.now().minus(Duration.ofHours(6)).truncatedTo(ChronoUnit.SECONDS);
        List<Workers> replicas = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Workers replica = new Workers(rows, pool, new SimpleMeterRegistry());
            replica.start(
                    replica.queue("capacity-analysis-times", TIMES),
                    WorkTerms.leased(Duration.ofMinutes(1), RETRY).poll(Duration.ofMillis(20)),
                    firing);
            replicas.add(replica);
        }

        pool.preparedQuery("""
                        INSERT INTO leased_work (queue, item, payload, due_at) VALUES ('capacity-analysis-times', $1, $2, $3)
                        ON CONFLICT (queue, item) DO UPDATE SET payload = excluded.payload, due_at = excluded.due_at
                        """)
                .execute(Tuple.of(growing.system, missed.toString(), missed.atOffset(ZoneOffset.UTC)))
                .await()
                .atMost(PATIENCE);

        await().atMost(PATIENCE).until(() -> states().contains("DONE"));
        for (Workers replica : replicas) {
            replica.stop();
        }
        assertThat(states()).containsExactly("DONE");
        assertThat(next()).isAfter(Instant.now());
        as("viewer")
                .get(growing.path("capacity-analysis"))
                .then()
                .statusCode(200)
                .body("requestedBy", org.hamcrest.Matchers.equalTo("schedule"));
    }

    @Test
    void aReplicaThatIsKilledInTheMiddleIsFollowedByAnother() throws InterruptedException {
        growing.grow();
        Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
        AnalysisOrder order = AnalysisOrder.scheduled(growing.system, at, at);
        // Held by nobody that lives: its heartbeat stands still from the beginning.
        pool.withTransaction(tx -> queue.order(tx, order).chain(() -> tx.preparedQuery("""
                                UPDATE leased_work SET lease = nextval('leased_work_lease'), attempts = 1
                                WHERE queue = 'capacity-analyses' AND item = $1
                                """)
                        .execute(Tuple.of(order.id().toString()))))
                .await()
                .atMost(PATIENCE);

        Workers other = new Workers(rows, pool, new SimpleMeterRegistry());
        other.start(
                queue.work(),
                WorkTerms.withHeartbeat(Duration.ofSeconds(10), Duration.ofSeconds(1), RETRY)
                        .poll(Duration.ofMillis(100)),
                analysing);
        await().atMost(PATIENCE).until(() -> states().contains("DONE"));
        other.stop();

        assertThat(states()).containsExactly("DONE");
        assertThat(findings())
                .doesNotHaveDuplicates()
                .contains("capacity-limit:" + growing.system + ":database.connections.active:45");
    }

    private List<String> states() {
        return texts("SELECT state FROM capacity_analysis WHERE system = $1");
    }

    /** Every finding that was committed to be told, whether or not Kafka has it. */
    private List<String> findings() {
        return texts("""
                SELECT key FROM outbox_event
                WHERE topic = 'belastbar.findings' AND key LIKE 'capacity-limit:' || $1 || ':%'""");
    }

    private Instant next() {
        return Instant.parse(
                texts("SELECT payload FROM leased_work WHERE queue = 'capacity-analysis-times' AND item = $1")
                        .getFirst());
    }

    private List<String> texts(String query) {
        List<String> texts = new ArrayList<>();
        for (Row row : pool.preparedQuery(query)
                .execute(Tuple.of(growing.system))
                .await()
                .atMost(PATIENCE)) {
            texts.add(row.getString(0));
        }
        return texts;
    }
}
