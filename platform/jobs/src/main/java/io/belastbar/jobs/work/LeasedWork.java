package io.belastbar.jobs.work;

import io.belastbar.jobs.Await;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A queue of work: an item waits until it is done or given up, whoever dies meanwhile. It is given out with a lease to one
 * worker of all replicas. Who has lost the lease can neither close the item nor store an effect in the transaction that
 * would close it.
 */
public final class LeasedWork<T> {

    private final LeasedWorkRepository rows;
    private final String queue;
    private final PayloadFormat<T> format;

    /** @param queue its name, also as a label of metrics */
    public LeasedWork(LeasedWorkRepository rows, String queue, PayloadFormat<T> format) {
        this.rows = rows;
        this.queue = queue;
        this.format = format;
    }

    public String queue() {
        return queue;
    }

    /** Adds an item in the caller's transaction, due at once; one that waits or is held already stays as it is. */
    public Uni<Void> enqueue(SqlConnection transaction, String item, T payload) {
        return enqueue(transaction, item, payload, null);
    }

    /** Adds an item that is due at this time; null: at once. */
    public Uni<Void> enqueue(SqlConnection transaction, String item, T payload, Instant due) {
        return rows.insert(transaction, queue, item, format.write().apply(payload), null, due);
    }

    /**
     * Adds an item behind the others of its lane: of a lane only the first one is given out, and the next when that is
     * closed. To decide something about the lane before, call {@link #lockLane} first.
     */
    public Uni<Void> enqueueInLane(SqlConnection transaction, String lane, String item, T payload) {
        return lockLane(transaction, lane)
                .chain(() ->
                        rows.insert(transaction, queue, item, format.write().apply(payload), lane, null));
    }

    /** Adds an item to a lane whose items are given out by time ({@link WorkTerms#lanesInOrderOfTime}). */
    public Uni<Void> enqueueInLane(SqlConnection transaction, String lane, String item, T payload, Instant due) {
        return rows.insert(transaction, queue, item, format.write().apply(payload), lane, due);
    }

    /**
     * What an item came to that was withdrawn.
     *
     * @param attempts how often it was given out
     * @param problem of the last attempt; null for none
     */
    public record Withdrawn(int attempts, String problem) {}

    /** Removes an item unless somebody is at work on it; empty if so, or if there is none. */
    public Uni<Optional<Withdrawn>> withdraw(SqlConnection transaction, String item) {
        return rows.withdraw(transaction, queue, item);
    }

    /** Nobody else adds items to the lane until the transaction ends. */
    public Uni<Void> lockLane(SqlConnection transaction, String lane) {
        return rows.lockLane(transaction, queue, lane);
    }

    /** Makes a waiting item due now; false if there is none. */
    public Uni<Boolean> hasten(SqlConnection transaction, String item) {
        return rows.hasten(transaction, queue, item);
    }

    /** Removes an item; whoever holds it has lost it. False if there is none. */
    public Uni<Boolean> remove(SqlConnection transaction, String item) {
        return rows.delete(transaction, queue, item);
    }

    /** Closes an item in the caller's transaction; fails with {@link LeaseLost}, so that the transaction is rolled back. */
    public Uni<Void> finish(SqlConnection transaction, HeldWork<T> held) {
        return required(rows.finish(transaction, queue, held.claimed()), held);
    }

    /** Like {@link #finish}, but the item is due again at this time, with what it is to carry then. */
    public Uni<Void> again(SqlConnection transaction, HeldWork<T> held, T payload, Instant due) {
        return required(
                rows.again(transaction, queue, held.claimed(), format.write().apply(payload), due), held);
    }

    PayloadFormat<T> format() {
        return format;
    }

    boolean extend(HeldWork<T> held, Duration lease) {
        return Await.of(rows.extend(queue, held.claimed(), lease));
    }

    private Uni<Void> required(Uni<Boolean> closed, HeldWork<T> held) {
        return closed.map(done -> {
            if (!done) {
                throw new LeaseLost(queue, held.item());
            }
            return null;
        });
    }
}
