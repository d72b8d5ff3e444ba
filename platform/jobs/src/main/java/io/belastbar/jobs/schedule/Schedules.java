package io.belastbar.jobs.schedule;

import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Fire times of schedules, each for one replica alone. An item of the queue is a schedule by its name; it carries its next
 * fire time, the first that nothing was done about. What is done at a fire time and the next one are one transaction.
 */
public final class Schedules {

    private final LeasedWork<Instant> work;

    /** @param kind of what is scheduled, the name of the queue */
    public Schedules(Workers workers, String kind) {
        this.work = workers.queue(kind, new PayloadFormat<>(Instant::toString, Instant::parse));
    }

    public LeasedWork<Instant> work() {
        return work;
    }

    /** Fires next at this time, whatever was planned before; empty: never. */
    public Uni<Void> set(SqlConnection transaction, String name, Optional<Instant> next) {
        return work.remove(transaction, name)
                .chain(() -> next.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : work.enqueue(transaction, name, next.get(), next.get()));
    }

    /**
     * What is to be done about a schedule whose time has come.
     *
     * @param catchUp fire times older than this are skipped
     */
    public Firing decide(HeldWork<Instant> held, CronTimes times, Instant now, Duration catchUp) {
        return Firing.decide(times, held.payload(), now, catchUp);
    }

    /** A fire time was dealt with; the next one is this, null for never. Fails if somebody has changed the schedule. */
    public Uni<Void> fired(SqlConnection transaction, HeldWork<Instant> held, Instant next) {
        return next == null ? work.finish(transaction, held) : work.again(transaction, held, next, next);
    }
}
