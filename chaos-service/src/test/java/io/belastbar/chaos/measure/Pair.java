package io.belastbar.chaos.measure;

import static org.awaitility.Awaitility.await;

import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.embedded.postgres.Replication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A primary, its standby, and the two addresses between: what the application uses, and the replication's. */
public final class Pair implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(120);
    public static final String PASSWORD = "secret";

    final Forwarder address;
    private final ReplicationProxy replicated;
    final EmbeddedPostgres primary;
    final EmbeddedPostgres standby;
    private final List<EmbeddedPostgres> all = new ArrayList<>();
    private final Path folder;
    private boolean ownAddress;

    Pair(Path folder, boolean synchronous) throws Exception {
        this(folder, synchronous, new Forwarder(0));
        ownAddress = true;
    }

    /** @param address what the application uses; it stays when this is closed */
    public Pair(Path folder, boolean synchronous, Forwarder address) throws Exception {
        this.folder = folder;
        this.address = address;
        int port = FreePorts.block(2);
        primary = server("first", port);
        standby = server("second", port + 1);
        replicated = new ReplicationProxy(folder, primary.port());
        address.leadTo(primary.port());
        primary.start();
        try (Connection admin = primary.connect("postgres")) {
            admin.createStatement().execute("CREATE ROLE probe LOGIN PASSWORD 'secret'");
            admin.createStatement().execute("GRANT CREATE ON SCHEMA public TO probe");
        }
        var replication = new Replication(replicated.address(), "replicator", "secret", "standby");
        replication.seed(primary, standby);
        standby.start();
        await().atMost(LIMIT).until(() -> replication.follower(primary).isPresent());
        if (synchronous) {
            replication.synchronous(primary, true);
            await().atMost(LIMIT)
                    .until(() -> replication.follower(primary).orElseThrow().isSynchronous());
        }
    }

    private EmbeddedPostgres server(String name, int port) throws Exception {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
        var settings = new ArrayList<>(Replication.SETTINGS);
        settings.add("shared_buffers=16MB");
        // Who polls every 10 ms on connections of its own needs many of them, cheap ones.
        settings.add("max_connections=300");
        settings.add("scram_iterations=1");
        var server = new EmbeddedPostgres(cache, folder.resolve(name), port, PASSWORD, settings);
        all.add(server);
        return server;
    }

    URI url() {
        return URI.create("postgresql://127.0.0.1:" + address.address() + "/postgres");
    }

    public EmbeddedPostgres primary() {
        return primary;
    }

    public EmbeddedPostgres standby() {
        return standby;
    }

    /** What the primary writes reaches the standby no more, and neither of them sees why. */
    public void silenceReplication() throws IOException, InterruptedException {
        replicated.silence();
    }

    /** The standby takes over, and the address leads to it. */
    void failOver() throws Exception {
        standby.promote(LIMIT);
        address.leadTo(standby.port());
    }

    /** The former primary follows the new one, with a fresh copy; its own data are put aside. */
    public void reseed() throws IOException, SQLException, InterruptedException {
        var backwards = new Replication(standby.port(), "replicator", "secret", "standby");
        backwards.seed(standby, primary);
        primary.start();
    }

    /** What was put aside, at a port of its own. */
    public EmbeddedPostgres alone(int port) {
        EmbeddedPostgres alone = primary.keptAside(port);
        all.add(alone);
        return alone;
    }

    @Override
    public void close() throws IOException {
        try {
            for (EmbeddedPostgres server : all) {
                server.kill();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (ownAddress) {
            address.close();
        }
        replicated.close();
    }
}
