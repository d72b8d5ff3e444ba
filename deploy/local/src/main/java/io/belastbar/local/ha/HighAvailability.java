package io.belastbar.local.ha;

import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.embedded.postgres.Replication;
import io.belastbar.embedded.redis.EmbeddedRedis;
import io.belastbar.local.control.Breakable;
import io.belastbar.local.control.ControlDesk;
import io.belastbar.local.control.ControlDoor;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.home.Secrets;
import io.belastbar.local.supervision.SupervisedChild;
import io.belastbar.local.supervision.Supervisor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sample's own servers, which may be broken: two PostgreSQL with streaming replication, a Redis, the fault proxy
 * before all of them, and the control door through which they are broken and mended.
 */
public final class HighAvailability {
    private static final String REDIS = "smartbav-redis";

    /** As the platform's own, so that the same can be seen there; a standby must allow as much as its primary. */
    private static final List<String> POSTGRES_SETTINGS = List.of(
            "max_connections=100",
            "shared_buffers=64MB",
            "shared_preload_libraries=pg_stat_statements",
            "pg_stat_statements.track=all",
            "track_io_timing=on");

    private final BelastbarHome home;
    private final SamplePorts ports;
    private final SampleSecrets secrets;
    private final DatabaseServers databases;
    private final FailoverPair failover;
    private final List<Breakable> children;
    private ControlDesk desk;
    private ControlDoor door;
    private boolean closed;

    /** @param synchronous whether commits wait for the standby */
    public HighAvailability(BelastbarHome home, SamplePorts ports, Secrets platforms, boolean synchronous)
            throws IOException {
        this.home = home;
        this.ports = ports;
        this.secrets = SampleSecrets.open(home.secrets());
        var settings = new ArrayList<>(POSTGRES_SETTINGS);
        settings.addAll(Replication.SETTINGS);
        var first = postgres(DatabaseServers.FIRST, ports.firstDatabase(), platforms, settings);
        var second = postgres(DatabaseServers.SECOND, ports.secondDatabase(), platforms, settings);
        this.databases = new DatabaseServers(
                Map.of(DatabaseServers.FIRST, first, DatabaseServers.SECOND, second),
                new Replication(
                        ports.replicationAddress(), "smartbav_replication", secrets.replication(), "smartbav_standby"),
                secrets.databasePasswords(platforms.passwords()),
                new PairFile(home.data().resolve("smartbav-db.properties")),
                synchronous);
        var client = new ProxyClient(URI.create("http://127.0.0.1:" + ports.faultProxy()));
        var addresses = new AddressLead(client, ports, () -> databases.primary().port());
        var proxy = new FaultProxyProcess(
                client,
                home.run(),
                home.data().resolve("fault-proxy.json"),
                home.logs().resolve("fault-proxy.log"),
                addresses::legs);
        this.failover = new FailoverPair(databases, addresses, ports.oldDatabase());
        var redis =
                new EmbeddedRedis(BelastbarHome.cache(), home.data().resolve(REDIS), ports.redis(), secrets.redis());
        var pairsTurn = new ReentrantLock();
        this.children = List.of(
                database(DatabaseServers.FIRST, first, pairsTurn),
                database(DatabaseServers.SECOND, second, pairsTurn),
                breakable(
                        new SampleServer(
                                REDIS,
                                "redis",
                                redis,
                                home.data().resolve(REDIS + ".log"),
                                new SampleServer.Behaviour(redis::start, List::of)),
                        "redis",
                        new ReentrantLock()),
                new Breakable(proxy, "proxy", proxy, new ReentrantLock()));
    }

    /** What is to be supervised with the rest. */
    public List<SupervisedChild> children() {
        return children.stream().map(Breakable::child).toList();
    }

    /** What the sample needs to be started: its addresses, and what is behind them. */
    public List<String> needs() {
        return List.of(FaultProxyProcess.NAME, databases.pair().primary(), REDIS);
    }

    public SampleConnection connection() {
        return new SampleConnection(ports, secrets);
    }

    /**
     * Opens the door when all is started.
     *
     * @param services the sample's services, which may be broken too
     * @param platformsOwn names that are refused
     */
    public synchronized void open(Supervisor supervisor, List<Breakable> services, Set<String> platformsOwn)
            throws IOException {
        if (closed) {
            return;
        }
        failover.supervisedBy(supervisor);
        var all = new ArrayList<>(children);
        all.addAll(services);
        desk = new ControlDesk(
                all, platformsOwn, supervisor, failover, home.data().resolve("faults.json"));
        door = new ControlDoor(desk, ports.controlDoor(), secrets.control());
        desk.open();
        door.open();
    }

    /** Nothing is broken any more, and nothing stands still; the children are whoever's who started them. */
    public synchronized void close() throws InterruptedException {
        closed = true;
        if (door != null) {
            door.close();
            desk.close();
        }
    }

    private EmbeddedPostgres postgres(String name, int port, Secrets platforms, List<String> settings)
            throws IOException {
        Path data = home.data().resolve(name);
        return new EmbeddedPostgres(BelastbarHome.cache(), data, port, platforms.administrator(), settings);
    }

    private Breakable database(String name, EmbeddedPostgres server, ReentrantLock turn) {
        var behaviour = new SampleServer.Behaviour(() -> databases.start(name), () -> databases.needs(name));
        var child = new SampleServer(name, "postgresql", server, home.data().resolve(name + ".log"), behaviour);
        return breakable(child, "postgresql", turn);
    }

    private static Breakable breakable(SampleServer server, String kind, ReentrantLock turn) {
        return new Breakable(server, kind, server, turn);
    }
}
