package io.belastbar.local.ha;

import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.embedded.postgres.PlatformDatabases;
import io.belastbar.embedded.postgres.Replication;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Starts the two servers, each as what it is now. Whoever may not be started beside the other is seeded anew before. */
final class DatabaseServers {
    static final String FIRST = "smartbav-db-a";
    static final String SECOND = "smartbav-db-b";
    static final Duration PROMOTED_WITHIN = Duration.ofSeconds(30);

    private final Map<String, EmbeddedPostgres> servers;
    private final Replication replication;
    private final Map<String, String> passwords;
    private final PairFile file;
    private volatile DatabasePair pair;

    /**
     * @param servers {@link #FIRST} and {@link #SECOND}
     * @param passwords of the roles in the sample's databases
     * @throws IOException when the file cannot be read
     */
    DatabaseServers(
            Map<String, EmbeddedPostgres> servers,
            Replication replication,
            Map<String, String> passwords,
            PairFile file,
            boolean synchronous)
            throws IOException {
        this.servers = Map.copyOf(servers);
        this.replication = replication;
        this.passwords = Map.copyOf(passwords);
        this.file = file;
        this.pair = file.read(DatabasePair.first(FIRST, SECOND, synchronous));
    }

    DatabasePair pair() {
        return pair;
    }

    /** What stands in the file when this returns is so for the next launcher too. */
    synchronized void change(UnaryOperator<DatabasePair> change) throws IOException {
        DatabasePair changed = change.apply(pair);
        file.write(changed);
        pair = changed;
    }

    EmbeddedPostgres server(String name) {
        return servers.get(name);
    }

    EmbeddedPostgres primary() {
        return servers.get(pair.primary());
    }

    Replication replication() {
        return replication;
    }

    /** A standby starts from what it has; only for a new copy it needs the primary, and the address that leads there. */
    List<String> needs(String name) {
        return !pair.isPrimary(name) && needsCopy(name) ? List.of(FaultProxyProcess.NAME, pair.primary()) : List.of();
    }

    void start(String name) throws IOException, SQLException, InterruptedException {
        DatabasePair now = pair;
        if (now.isPrimary(name)) {
            startPrimary(now);
        } else {
            startStandby(now);
        }
    }

    private void startPrimary(DatabasePair now) throws IOException, SQLException, InterruptedException {
        EmbeddedPostgres primary = servers.get(now.primary());
        EmbeddedPostgres other = servers.get(now.other());
        if (!primary.hasData() && other.hasData()) {
            throw new IOException(
                    "the data of the primary %s are gone, and %s has some: an empty database would hide that"
                            .formatted(now.primary(), now.other()));
        }
        if (other.isAlive() && !other.isStandby()) {
            throw new IOException(
                    "%s is not started beside %s, which takes writes".formatted(now.primary(), now.other()));
        }
        primary.start();
        // The launcher that decided on the promotion ended before it was done.
        primary.promote(PROMOTED_WITHIN);
        PlatformDatabases.createSample(primary, passwords);
        replication.prepare(primary);
        replication.synchronous(primary, now.synchronous() && !now.superseded());
    }

    private void startStandby(DatabasePair now) throws IOException, SQLException, InterruptedException {
        EmbeddedPostgres primary = servers.get(now.primary());
        EmbeddedPostgres standby = servers.get(now.other());
        if (needsCopy(now.other()) || primary.isAlive() && !canCatchUp(primary)) {
            replication.seed(primary, standby);
        }
        if (now.superseded()) {
            change(DatabasePair::reseeded);
        }
        standby.start();
        if (now.synchronous() && primary.isAlive()) {
            replication.synchronous(primary, true);
        }
    }

    /** A former primary was never told to follow; a copy is, before it takes its place. */
    private boolean needsCopy(String name) {
        return !servers.get(name).hasData() || !servers.get(name).isStandby();
    }

    /** A primary that cannot be asked is no reason to copy it. */
    private boolean canCatchUp(EmbeddedPostgres primary) {
        try {
            return replication.canCatchUp(primary);
        } catch (SQLException hangs) {
            return true;
        }
    }
}
