package io.belastbar.local.ha;

import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.embedded.postgres.Replication.Follower;
import io.belastbar.local.control.Databases;
import io.belastbar.local.control.fault.Refusal;
import io.belastbar.local.supervision.ChildState;
import io.belastbar.local.supervision.Supervisor;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Promotes, leads the address to the primary, and shows what a former primary had. Never two primaries: the former one is
 * held and dead, and the decision in its file, before the standby is told.
 */
final class FailoverPair implements Databases {
    private final DatabaseServers servers;
    private final AddressLead addresses;
    private final int alonePort;
    private Supervisor supervisor;
    private volatile Alone alone;

    /** A server on data that were put aside. */
    private record Alone(String of, EmbeddedPostgres server, long deadlineNanos) {
        private boolean isOver() {
            return System.nanoTime() - deadlineNanos > 0;
        }
    }

    FailoverPair(DatabaseServers servers, AddressLead addresses, int alonePort) {
        this.servers = servers;
        this.addresses = addresses;
        this.alonePort = alonePort;
    }

    /** Of the children whom this starts and holds; before anything else. */
    void supervisedBy(Supervisor whose) {
        this.supervisor = whose;
    }

    @Override
    public Optional<String> role(String child) {
        return servers.server(child) == null
                ? Optional.empty()
                : Optional.of(servers.pair().role(child));
    }

    @Override
    public boolean isSuperseded(String child) {
        return servers.pair().isSuperseded(child);
    }

    @Override
    public void promote(String child, boolean fence) throws Refusal, IOException, SQLException, InterruptedException {
        DatabasePair now = servers.pair();
        if (!now.isPrimary(child)) {
            takeOver(child, now, fence);
        }
        // Also where an earlier call ended before it was done.
        servers.server(child).promote(DatabaseServers.PROMOTED_WITHIN);
        addresses.lead();
    }

    private void takeOver(String child, DatabasePair now, boolean fence)
            throws Refusal, IOException, InterruptedException {
        if (now.isSuperseded(child)) {
            throw Refusal.conflict(child + " is superseded, and lacks what was written since: re-seed it");
        }
        if (!(supervisor.state(child) instanceof ChildState.Running)
                || !servers.server(child).isAlive()) {
            throw Refusal.conflict(child + " does not run: a standby is promoted that does");
        }
        EmbeddedPostgres former = servers.server(now.primary());
        if (former.isAlive() && !fence) {
            throw Refusal.conflict(("%s still runs, and would take writes beside %s: stop or kill it before,"
                            + " or send {\"fence\":true}, which kills it")
                    .formatted(now.primary(), child));
        }
        supervisor.hold(now.primary(), "superseded by " + child);
        former.kill();
        servers.change(DatabasePair::promoted);
    }

    @Override
    public synchronized void startAlone(String child, Duration limit)
            throws Refusal, IOException, InterruptedException {
        Alone present = alone;
        if (present != null && present.of().equals(child) && present.server().isAlive()) {
            alone = new Alone(child, present.server(), System.nanoTime() + limit.toNanos());
            return;
        }
        if (isSuperseded(child) && !(supervisor.state(child) instanceof ChildState.Held)) {
            throw Refusal.notYet(child + " is being seeded anew");
        }
        stopAlone();
        EmbeddedPostgres server = servers.server(child);
        if (isSuperseded(child)) {
            server.putAside();
        }
        EmbeddedPostgres kept = server.keptAside(alonePort);
        if (!kept.hasData()) {
            throw Refusal.conflict("nothing was kept of " + child + ": it was not superseded");
        }
        kept.start();
        alone = new Alone(child, kept, System.nanoTime() + limit.toNanos());
    }

    @Override
    public Optional<String> aloneOf(String child) {
        Alone present = alone;
        return present != null && present.of().equals(child) && present.server().isAlive()
                ? Optional.of("127.0.0.1:" + present.server().port())
                : Optional.empty();
    }

    @Override
    public synchronized void stopAlone() throws InterruptedException {
        Alone present = alone;
        if (present != null) {
            present.server().stop();
            alone = null;
        }
    }

    @Override
    public void replicate(boolean synchronous) throws IOException, SQLException {
        servers.change(pair -> pair.replicating(synchronous));
        servers.replication()
                .synchronous(servers.primary(), synchronous && !servers.pair().superseded());
    }

    @Override
    public Replication replication() {
        boolean synchronous = servers.pair().synchronous();
        try {
            Optional<Follower> follower = servers.replication().follower(servers.primary());
            return new Replication(
                    synchronous,
                    follower.map(Follower::state).orElse("none"),
                    follower.map(Follower::lagBytes).orElse(0L));
        } catch (SQLException away) {
            return new Replication(synchronous, "unknown", 0);
        }
    }

    @Override
    public void tick() {
        addresses.tick();
        Alone present = alone;
        if (present != null && present.isOver()) {
            Thread.ofVirtual().start(this::endAlone);
        }
    }

    private synchronized void endAlone() {
        Alone present = alone;
        if (present != null && present.isOver()) {
            try {
                stopAlone();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
