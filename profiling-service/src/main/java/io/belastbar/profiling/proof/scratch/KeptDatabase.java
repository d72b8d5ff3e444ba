package io.belastbar.profiling.proof.scratch;

import io.belastbar.profiling.proof.session.SqlFailure;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A scratch database whose lease is prolonged until it is closed, and which is then gone. */
public final class KeptDatabase implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(KeptDatabase.class.getName());
    private static final int BEATS = 4;
    private static final Duration DROP_MAX = Duration.ofSeconds(30);

    private final ScratchDatabase database;
    private final Duration lease;
    private final Runnable lost;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread keeper;

    /** @param lost is run when the database is gone, or somebody else's */
    public KeptDatabase(ScratchDatabase database, Duration lease, Runnable lost) {
        this.database = database;
        this.lease = lease;
        this.lost = lost;
        this.keeper = Thread.ofVirtual().name("keeps-" + database.name()).start(this::keep);
    }

    public ScratchDatabase database() {
        return database;
    }

    private void keep() {
        try {
            while (!closed.await(lease.toMillis() / BEATS, TimeUnit.MILLISECONDS)) {
                beat();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** While the server is away the lease runs on: whoever works in the database notices by himself. */
    private void beat() {
        try {
            if (!database.prolong(lease)) {
                lost.run();
            }
        } catch (SqlFailure refused) {
            LOG.log(
                    Level.DEBUG,
                    "The lease was not prolonged: database={0} reason={1}",
                    database.name(),
                    refused.getMessage());
        }
    }

    /** On a thread of its own: whoever closes it may be interrupted, and an interrupted thread cannot ask a database. */
    @Override
    public void close() {
        closed.countDown();
        keeper.interrupt();
        Thread drop = Thread.ofVirtual().name("drops-" + database.name()).start(this::drop);
        boolean interrupted = false;
        long end = System.nanoTime() + DROP_MAX.toNanos();
        while (drop.isAlive() && System.nanoTime() - end < 0) {
            try {
                drop.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void drop() {
        try {
            database.drop();
        } catch (SqlFailure away) {
            LOG.log(
                    Level.WARNING,
                    "A scratch database is taken away later, when its lease is over: database={0} reason={1}",
                    database.name(),
                    away.getMessage());
        }
    }
}
