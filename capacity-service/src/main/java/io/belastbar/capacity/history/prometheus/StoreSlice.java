package io.belastbar.capacity.history.prometheus;

import io.belastbar.capacity.history.batch.Conflict;
import io.belastbar.capacity.history.batch.PointBatch;
import io.belastbar.capacity.history.batch.Stored;
import io.belastbar.capacity.history.store.StorePoints;
import io.belastbar.jobs.work.HeldWork;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Keeps what was read and how far that is, both or neither. */
@ApplicationScoped
class StoreSlice {

    private final Pool pool;
    private final StorePoints points;
    private final FollowingRepository followed;
    private final MeterRegistry metrics;

    StoreSlice(Pool pool, StorePoints points, FollowingRepository followed, MeterRegistry metrics) {
        this.pool = pool;
        this.points = points;
        this.followed = followed;
        this.metrics = metrics;
    }

    /** Something was read. A moment that has another value keeps it: somebody has said it before. */
    Uni<Void> read(HeldWork<Void> held, PointBatch batch, Following after, UnaryOperator<Instant> due) {
        return pool.withTransaction(transaction -> followed.advance(
                                transaction, held, after.plus(batch.size()), due.apply(after.next()))
                        .chain(() -> batch.size() == 0
                                ? Uni.createFrom().<Stored>nullItem()
                                : points.store(transaction, batch, Conflict.KEEP)))
                .invoke(() -> count(batch.size() == 0 ? "nothing" : "stored"))
                .replaceWithVoid();
    }

    /** Nothing was read. */
    Uni<Void> note(HeldWork<Void> held, Following after, UnaryOperator<Instant> due) {
        return pool.withTransaction(transaction -> followed.advance(transaction, held, after, due.apply(after.next())))
                .invoke(() -> count(after.failures() > 0 ? "failed" : "nothing"));
    }

    private void count(String outcome) {
        metrics.counter("belastbar.capacity.history.slices", "outcome", outcome).increment();
    }
}
