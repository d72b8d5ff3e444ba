package io.belastbar.jobs.work;

import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A queue of its own for a test, and workers as different replicas have them: no notice reaches them. */
final class WorkBench {

    static final RetryPolicy RETRY = new RetryPolicy(3, new BackOff(Duration.ofMillis(20), Duration.ofMillis(50)));
    static final PayloadFormat<String> TEXT = new PayloadFormat<>(text -> text, WorkBench::read);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final LeasedWork<String> work;
    private final Pool pool;
    private final LeasedWorkRepository rows;
    private final List<Worker<String>> workers = new ArrayList<>();

    WorkBench(Pool pool, LeasedWorkRepository rows) {
        this.pool = pool;
        this.rows = rows;
        this.work = new LeasedWork<>(rows, "test-" + UUID.randomUUID(), TEXT);
    }

    static WorkTerms terms(Duration lease) {
        return WorkTerms.leased(lease, RETRY).poll(Duration.ofMillis(50)).grace(Duration.ofSeconds(1));
    }

    static WorkTerms heartbeats(Duration lostAfter) {
        return WorkTerms.withHeartbeat(lostAfter, Duration.ofMillis(50), RETRY)
                .poll(Duration.ofMillis(50))
                .grace(Duration.ofSeconds(1));
    }

    void add(String item, String payload) {
        answer(pool.withTransaction(tx -> work.enqueue(tx, item, payload)));
    }

    Worker<String> start(WorkTerms terms, WorkHandler<String> handler) {
        var worker = new Worker<>(work, rows, terms, handler, new WorkMetrics(registry, work.queue()));
        workers.add(worker);
        worker.start();
        return worker;
    }

    /** As an owner that then dies. */
    Optional<HeldWork<String>> claim(Duration lease) {
        return answer(rows.claim(work.queue(), lease, true, false))
                .map(claimed -> new HeldWork<>(work, claimed, lease));
    }

    Optional<HeldWork<String>> claimByTime(Duration lease) {
        return answer(rows.claim(work.queue(), lease, true, true)).map(claimed -> new HeldWork<>(work, claimed, lease));
    }

    List<String> waiting() {
        return answer(pool.preparedQuery("SELECT item FROM leased_work WHERE queue = $1 ORDER BY item")
                        .execute(Tuple.of(work.queue())))
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    double attempts(String outcome) {
        return registry.counter("belastbar.jobs.attempts", "queue", work.queue(), "outcome", outcome)
                .count();
    }

    void close() throws InterruptedException {
        for (Worker<String> worker : workers) {
            worker.stop();
        }
    }

    private static <T> T answer(Uni<T> asked) {
        return Await.of(asked, PATIENCE);
    }

    private static String read(String text) {
        if ("unreadable".equals(text)) {
            throw new IllegalArgumentException("cannot be read");
        }
        return text;
    }
}
