package io.belastbar.local.launch;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.control.Breakable;
import io.belastbar.local.ha.HighAvailability;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.home.LauncherLock;
import io.belastbar.local.home.SampleData;
import io.belastbar.local.home.Secrets;
import io.belastbar.local.supervision.ChildListener;
import io.belastbar.local.supervision.StateFile;
import io.belastbar.local.supervision.SupervisedChild;
import io.belastbar.local.supervision.Supervisor;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The whole platform of one home: infrastructure first, services after it, and down again in the opposite order. */
public final class Platform implements AutoCloseable {
    private static final long TRAINING_END_MS = 20_000;

    private final PlatformOptions options;
    private final LauncherLock lock;
    private final Secrets secrets;
    private final Optional<HighAvailability> sampleServers;
    private final List<SupervisedChild> infrastructure;
    private final List<ServiceProcess> services;
    private final StateFile stateFile;
    private final Supervisor supervisor;
    private Thread training;
    private volatile boolean closed;

    private Platform(PlatformOptions options, Duration restartDelay, LauncherLock lock, ChildListener listener)
            throws IOException {
        this.options = options;
        this.lock = lock;
        this.secrets = Secrets.open(options.home().secrets());
        this.sampleServers = sampleServers();
        this.infrastructure = Stream.concat(
                        new Infrastructure(options.home(), options.ports(), secrets).children().stream(),
                        sampleServers.stream().flatMap(servers -> servers.children().stream()))
                .toList();
        this.services = options.services().stream()
                .map(service -> ServiceProcess.of(options, service, needs(service)))
                .toList();
        this.stateFile = new StateFile(options.home().stateFile());
        var all = Stream.concat(infrastructure.stream(), services.stream()).toList();
        this.supervisor = new Supervisor(all, restartDelay, (child, before, state, now) -> {
            stateFile.changed(child, before, state, now);
            listener.changed(child, before, state, now);
        });
    }

    /**
     * Takes the home and reaps what an earlier launcher left behind; nothing is started yet.
     *
     * @param restartDelay how long a child that has ended stays away before it is started again
     * @throws CommandFailure naming every problem of this machine, each with its remedy
     */
    public static Platform prepare(PlatformOptions options, Duration restartDelay, ChildListener listener)
            throws IOException {
        options.home().create();
        var lock = LauncherLock.take(options.home());
        try {
            Orphans.reap(options.home());
            StartupTraining.removeLeftOver(options.home());
            var problems = Preflight.problems(options.home(), options.ports(), options.extent());
            if (!problems.isEmpty()) {
                throw new CommandFailure(ExitCodes.INVALID_INPUT, String.join("\n", problems));
            }
            if (options.services().stream().anyMatch(ChildService::isSample)) {
                boolean ownServers = options.extent().replication().isPresent();
                SampleData.elsewhere(options.home(), ownServers).ifPresent(System.out::println);
            }
            return new Platform(options, restartDelay, lock, listener);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Starts everything side by side and returns when all is ready.
     *
     * @throws CommandFailure when one cannot be started
     */
    public void start() throws IOException, InterruptedException {
        connectionFiles().write();
        supervisor.startAll();
        if (sampleServers.isPresent()) {
            sampleServers.get().open(supervisor, sampleServices(), platformsOwn());
        }
    }

    /** Starts again whoever ends, until the platform is closed. */
    public void supervise() throws InterruptedException {
        supervisor.watch();
    }

    public BelastbarHome home() {
        return options.home();
    }

    public URI url(ChildService service) {
        return options.url(service);
    }

    /** Writes the start-up archives that are missing, beside the platform and no longer than it. */
    public synchronized void trainMissingArchives() {
        if (!closed) {
            training = Thread.ofVirtual().name("startup-training").start(this::train);
        }
    }

    private void train() {
        try {
            new StartupTraining(options).trainMissing();
        } catch (IOException | RuntimeException e) {
            if (closed) {
                return;
            }
            System.err.println("no start-up archive, the next start is slower: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Every child has ended when this returns, and none is started any more. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (sampleServers.isPresent()) {
                sampleServers.get().close();
            }
            supervisor.close();
            if (training != null) {
                training.interrupt();
                training.join(TRAINING_END_MS);
            }
            stop(services);
            stop(infrastructure);
        } catch (InterruptedException hurried) {
            // The guards end what is left, with this JVM.
            Thread.currentThread().interrupt();
        }
        connectionFiles().delete();
        stateFile.delete();
        lock.close();
    }

    private Optional<HighAvailability> sampleServers() throws IOException {
        var replication = options.extent().replication();
        return replication.isEmpty()
                ? Optional.empty()
                : Optional.of(new HighAvailability(
                        options.home(),
                        options.ports().sample(),
                        secrets,
                        replication.get() == Extent.Replicated.SYNC));
    }

    /** What the service needs of the sample's own servers. */
    private Supplier<List<String>> needs(ChildService service) {
        return service.isSample() && service.needsInfrastructure() && sampleServers.isPresent()
                ? sampleServers.get()::needs
                : List::of;
    }

    private ConnectionFiles connectionFiles() {
        return new ConnectionFiles(options, secrets, sampleServers.map(HighAvailability::connection));
    }

    private List<Breakable> sampleServices() {
        var sample = options.services().stream()
                .filter(ChildService::isSample)
                .map(ChildService::shortName)
                .toList();
        return services.stream()
                .filter(service -> sample.contains(service.name()))
                .map(service -> new Breakable(service, "service", service, new ReentrantLock()))
                .toList();
    }

    private Set<String> platformsOwn() {
        return Stream.concat(
                        Infrastructure.NAMES.stream(),
                        options.services().stream()
                                .filter(service -> !service.isSample())
                                .map(ChildService::shortName))
                .collect(Collectors.toSet());
    }

    /** Side by side; one that fails must not keep the others from ending. */
    private static void stop(List<? extends SupervisedChild> children) throws InterruptedException {
        var ends = children.stream()
                .map(child -> Thread.ofVirtual().start(() -> {
                    try {
                        child.stop();
                    } catch (InterruptedException | RuntimeException e) {
                        System.err.println("while stopping " + child.name() + ": " + e.getMessage());
                    }
                }))
                .toList();
        for (Thread end : ends) {
            end.join();
        }
    }
}
