package io.belastbar.local.launch;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.home.LauncherLock;
import io.belastbar.local.home.Secrets;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The whole platform of one home: infrastructure first, services after it, and down again in the opposite order. */
public final class Platform implements AutoCloseable {
    private static final long WATCH_INTERVAL_MS = 500;

    private final PlatformOptions options;
    private final LauncherLock lock;
    private final Secrets secrets;
    private final Infrastructure infrastructure;
    private final ChildStarter starter;
    private final Map<ChildService, ServiceProcess> running = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    private Platform(PlatformOptions options, LauncherLock lock, StartListener listener) throws IOException {
        this.options = options;
        this.lock = lock;
        this.secrets = Secrets.open(options.home().secrets());
        this.starter = new ChildStarter(listener, Clock.systemUTC());
        this.infrastructure = new Infrastructure(options.home(), options.ports(), secrets, starter);
    }

    /**
     * Takes the home and reaps what an earlier launcher left behind; nothing is started yet.
     *
     * @throws CommandFailure naming every problem of this machine, each with its remedy
     */
    public static Platform prepare(PlatformOptions options, StartListener listener) throws IOException {
        options.home().create();
        var lock = LauncherLock.take(options.home());
        try {
            Orphans.reap(options.home());
            var problems = Preflight.problems(options.home(), options.ports(), options.services());
            if (!problems.isEmpty()) {
                throw new CommandFailure(ExitCodes.INVALID_INPUT, String.join("\n", problems));
            }
            return new Platform(options, lock, listener);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Starts everything side by side and returns when all is ready. */
    public void start() throws IOException {
        new ConnectionFiles(options, secrets).write();
        var infrastructureReady = infrastructure.start(executor);
        var services = options.services().stream()
                .map(service -> service.needsInfrastructure()
                        ? infrastructureReady.thenComposeAsync(ready -> startService(service), executor)
                        : startService(service))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(infrastructureReady, CompletableFuture.allOf(services))
                    .join();
        } catch (CompletionException e) {
            throw new CommandFailure(ExitCodes.ABORTED, "the platform did not start: " + rootMessage(e));
        }
    }

    /**
     * Watches the children until the platform is closed; each that ends is started again after the delay.
     *
     * @throws CommandFailure when one ends too often or cannot be started again
     */
    public void supervise(Duration restartDelay, PrintStream out) throws InterruptedException {
        var supervision = new Supervision(restartDelay);
        while (!closed) {
            Thread.sleep(WATCH_INTERVAL_MS);
            var children = children();
            var now = Instant.now();
            children.forEach(child -> supervision.notice(child, now).ifPresent(out::println));
            for (SupervisedChild child : supervision.due(children, now)) {
                startAgain(child, out);
            }
        }
    }

    private void startAgain(SupervisedChild child, PrintStream out) throws InterruptedException {
        try {
            child.startAgain();
            out.println(child.name() + " is ready again.");
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new CommandFailure(
                    ExitCodes.ABORTED, child.name() + " could not be started again: " + e.getMessage());
        }
    }

    private List<SupervisedChild> children() {
        var children = new ArrayList<SupervisedChild>(infrastructure.children());
        running.forEach((service, process) -> children.add(new RunningService(service, process)));
        return closed ? List.of() : children;
    }

    public BelastbarHome home() {
        return options.home();
    }

    public URI url(ChildService service) {
        return URI.create("http://127.0.0.1:" + options.ports().of(service));
    }

    public String token(String principal) {
        return secrets.tokens().get(principal);
    }

    /** Writes the start-up archives that are missing; stops early when the platform is closed. */
    public void trainMissingArchives() throws IOException, InterruptedException {
        new StartupTraining(options).trainMissing(this::childProperties);
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        var services = running.values().stream()
                .map(process -> ChildStarter.quietly(executor, process::stop))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(services).join();
        infrastructure.stop(executor);
        new ConnectionFiles(options, secrets).delete();
        executor.close();
        lock.close();
    }

    private CompletableFuture<Void> startService(ChildService service) {
        return starter.start(service.shortName(), url(service).toString(), executor, () -> launch(service));
    }

    private void launch(ChildService service) throws IOException, InterruptedException {
        var jvm = new ServiceJvm(options.root(), service);
        var properties = childProperties(service);
        properties.put("quarkus.http.port", Integer.toString(options.ports().of(service)));
        Path log = options.home().logs().resolve(service.shortName() + ".log");
        var command = jvm.command(StartupTraining.archive(service, jvm), properties);
        var process = ServiceProcess.start(
                service.shortName(), url(service), options.home().run(), log, command, environment());
        running.put(service, process);
        process.awaitReady();
    }

    private Map<String, String> environment() {
        return EnvironmentTargets.overridden(options.settings(), System.getenv());
    }

    private Map<String, String> childProperties(ChildService service) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("quarkus.config.locations", ConnectionFiles.locations(options.home(), service));
        properties.put("quarkus.http.host", "127.0.0.1");
        return properties;
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    /** A service, as the supervision sees it. */
    private final class RunningService implements SupervisedChild {
        private final ChildService service;
        private final ServiceProcess process;

        private RunningService(ChildService service, ServiceProcess process) {
            this.service = service;
            this.process = process;
        }

        @Override
        public String name() {
            return service.shortName();
        }

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public void startAgain() throws Exception {
            launch(service);
        }

        @Override
        public String log() {
            return process.log().toString();
        }
    }
}
