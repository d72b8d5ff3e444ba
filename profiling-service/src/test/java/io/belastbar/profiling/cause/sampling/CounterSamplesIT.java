package io.belastbar.profiling.cause.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.jobs.Await;
import io.belastbar.profiling.cause.attribution.CounterSample;
import io.belastbar.profiling.cause.attribution.CounterSample.Counted;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever looks at a run may be behind its end: of a run whose calls are known no sample stays. */
@QuarkusTest
class CounterSamplesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final CounterSample SAMPLE =
            new CounterSample(Instant.parse("2026-11-01T08:00:00Z"), Map.of("1", new Counted(3, 4.5)));

    @Inject
    CounterSampleRepository samples;

    @Inject
    Pool pool;

    private final String runId = UUID.randomUUID().toString();

    @Test
    void aSampleIsKeptUntilTheCallsAreKnown() {
        insert(0);
        insert(1);
        assertThat(Await.of(samples.samples(runId), PATIENCE)).hasSize(2);

        Await.of(pool.withTransaction(this::store), PATIENCE);

        assertThat(Await.of(samples.samples(runId), PATIENCE)).isEmpty();
    }

    @Test
    void aSampleThatComesAfterTheCallsIsNotKept() {
        Await.of(pool.withTransaction(this::store), PATIENCE);

        insert(0);

        assertThat(Await.of(samples.samples(runId), PATIENCE)).isEmpty();
    }

    @Test
    void aSampleThatComesWhileTheCallsAreStoredIsNotKept() throws Exception {
        insert(0);
        CompletableFuture<Void> late = new CompletableFuture<>();

        Await.of(
                pool.withTransaction(transaction -> store(transaction)
                        .invoke(() -> samples.insert(runId, 1, SAMPLE)
                                .subscribe()
                                .with(late::complete, late::completeExceptionally))
                        .chain(() -> Uni.createFrom().completionStage(this::sampleWaitsOrIsThere))),
                PATIENCE);
        late.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(Await.of(samples.samples(runId), PATIENCE)).isEmpty();
    }

    private CompletableFuture<Void> sampleWaitsOrIsThere() {
        return CompletableFuture.runAsync(
                () -> await().atMost(PATIENCE)
                        .until(() -> Await.of(pool.preparedQuery("""
                                SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                                   AND objid = hashtext($1)::oid
                                UNION ALL SELECT 1 FROM counter_sample WHERE run_id = $1 AND position = 1
                                """).execute(Tuple.of(runId)), PATIENCE)
                                        .size()
                                > 0),
                Thread::startVirtualThread);
    }

    /** As {@code AttributeRunJob} does. */
    private Uni<Void> store(SqlConnection transaction) {
        return transaction
                .preparedQuery(
                        "INSERT INTO run_calls (run_id, system, compiled_at, document) VALUES ($1, 's', now(), '{}')")
                .execute(Tuple.of(runId))
                .chain(() -> samples.delete(transaction, runId));
    }

    private void insert(int position) {
        Await.of(samples.insert(runId, position, SAMPLE), PATIENCE);
    }
}
