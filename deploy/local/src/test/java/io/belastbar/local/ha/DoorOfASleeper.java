package io.belastbar.local.ha;

import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.embedded.postgres.Replication;
import io.belastbar.embedded.process.GuardedProcess;
import io.belastbar.local.control.Breakable;
import io.belastbar.local.control.ControlDesk;
import io.belastbar.local.control.ControlDoor;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.supervision.SupervisedChild;
import io.belastbar.local.supervision.Supervisor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** The control door before one real process that does nothing, and a pair of databases that does not run. */
final class DoorOfASleeper {
    static final String TOKEN = "t-0123456789";
    static final String CHILD = "smartbav";

    final ControlDoor door;
    final Sleeper child;
    private final ControlDesk desk;
    private final Supervisor supervisor;
    private final Thread watching;

    DoorOfASleeper(Path folder) throws IOException, InterruptedException {
        child = new Sleeper(folder);
        supervisor = new Supervisor(List.of(child), Duration.ofMillis(100), (one, before, state, now) -> {});
        supervisor.startAll();
        watching = Thread.ofVirtual().start(() -> {
            try {
                supervisor.watch();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        });
        var breakable = new Breakable(child, "service", child, new ReentrantLock());
        desk = new ControlDesk(
                List.of(breakable),
                Set.of("postgresql", "kafka", "redis", "chaos", "budget"),
                supervisor,
                pair(folder),
                folder.resolve("faults.json"));
        door = new ControlDoor(desk, 0, TOKEN);
        desk.open();
        door.open();
    }

    void close() throws InterruptedException {
        door.close();
        desk.close();
        supervisor.close();
        watching.join();
        child.kill();
    }

    private static FailoverPair pair(Path folder) throws IOException {
        var ports = new SamplePorts(20000);
        var servers = new DatabaseServers(
                Map.of(DatabaseServers.FIRST, postgres(folder, "a"), DatabaseServers.SECOND, postgres(folder, "b")),
                new Replication(ports.replicationAddress(), "r", "p", "s"),
                Map.of(),
                new PairFile(folder.resolve("pair.properties")),
                false);
        var proxy = new ProxyClient(URI.create("http://127.0.0.1:" + ports.faultProxy()));
        return new FailoverPair(servers, new AddressLead(proxy, ports, ports::firstDatabase), ports.oldDatabase());
    }

    private static EmbeddedPostgres postgres(Path folder, String name) throws IOException {
        return new EmbeddedPostgres(BelastbarHome.cache(), folder.resolve(name), 1, "p", List.of());
    }

    /** What is done to it is counted. */
    static final class Sleeper implements SupervisedChild, Breakable.Standstill {
        final AtomicInteger pauses = new AtomicInteger();
        private final Path folder;
        private volatile GuardedProcess process;

        private Sleeper(Path folder) {
            this.folder = folder;
        }

        @Override
        public String name() {
            return CHILD;
        }

        @Override
        public String url() {
            return "http://127.0.0.1:1";
        }

        @Override
        public List<String> needs() {
            return List.of();
        }

        @Override
        public void start() throws IOException {
            process = GuardedProcess.start(
                    "TERM", folder.resolve("sleeper.pid"), log(), List.of("sleep", "1000"), Map.of());
        }

        @Override
        public boolean isAlive() {
            return process != null && process.isAlive();
        }

        long pid() {
            return process.pid().orElseThrow();
        }

        @Override
        public void stop() throws InterruptedException {
            process.stop(Duration.ofSeconds(10));
        }

        @Override
        public void kill() throws InterruptedException {
            process.kill();
        }

        @Override
        public void pause() {
            pauses.incrementAndGet();
            process.pause();
        }

        @Override
        public void resume() {
            process.resume();
        }

        @Override
        public Path log() {
            return folder.resolve("sleeper.log");
        }
    }
}
