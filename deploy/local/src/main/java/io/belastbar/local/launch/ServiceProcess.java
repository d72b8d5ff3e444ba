package io.belastbar.local.launch;

import io.belastbar.embedded.process.GuardedProcess;
import io.belastbar.local.control.Breakable;
import io.belastbar.local.supervision.SupervisedChild;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One service of a platform: its JVM under a guard, and the question whether it is ready. */
final class ServiceProcess implements SupervisedChild, Breakable.Standstill {
    private static final Duration READY_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final String JSON_LOG = "QUARKUS_LOG_CONSOLE_JSON_ENABLED";
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    private final PlatformOptions options;
    private final ChildService service;
    private final Path recording;
    private final Supplier<List<String>> needs;
    private volatile GuardedProcess process;

    private ServiceProcess(
            PlatformOptions options, ChildService service, Path recording, Supplier<List<String>> needs) {
        this.options = options;
        this.service = service;
        this.recording = recording;
        this.needs = needs;
    }

    /**
     * Loads its classes from the start-up archive if there is one.
     *
     * @param needs besides the platform's servers; asked again and again
     */
    static ServiceProcess of(PlatformOptions options, ChildService service, Supplier<List<String>> needs) {
        return new ServiceProcess(options, service, null, needs);
    }

    /** @param recording the start-up archive that the end of its JVM writes */
    static ServiceProcess recordedTo(Path recording, PlatformOptions options, ChildService service) {
        return new ServiceProcess(options, service, recording, List::of);
    }

    @Override
    public String name() {
        return service.shortName();
    }

    @Override
    public String url() {
        return options.url(service).toString();
    }

    @Override
    public List<String> needs() {
        var all = new ArrayList<String>(service.needsInfrastructure() ? Infrastructure.NAMES : List.of());
        all.addAll(needs.get());
        return all;
    }

    /** Waits for readiness; a JVM that ends before that is a failure. */
    @Override
    public void start() throws IOException, InterruptedException {
        Path pidFile = options.home().run().resolve(name() + ".pid");
        process = GuardedProcess.start("TERM", pidFile, log(), command(), environment(System.getenv()));
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IOException("ended while starting");
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("not ready after %d s".formatted(READY_LIMIT.toSeconds()));
            }
            Thread.sleep(50);
        }
    }

    @Override
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    @Override
    public String fate() {
        return process.fate();
    }

    @Override
    public void stop() throws InterruptedException {
        stopWithin(STOP_LIMIT);
    }

    void stopWithin(Duration limit) throws InterruptedException {
        if (process != null) {
            process.stop(limit);
        }
    }

    @Override
    public void kill() throws InterruptedException {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public void pause() {
        if (process != null) {
            process.pause();
        }
    }

    @Override
    public void resume() {
        if (process != null) {
            process.resume();
        }
    }

    @Override
    public Path log() {
        return options.home().logs().resolve(name() + ".log");
    }

    /** What the child finds in its environment besides ours. Its log is for the eyes of a person here, unless said. */
    private Map<String, String> environment(Map<String, String> ours) {
        var own = new TreeMap<>(EnvironmentTargets.overridden(options.settings(), ours));
        if (!ours.containsKey(JSON_LOG)) {
            own.put(JSON_LOG, "false");
        }
        return own;
    }

    private List<String> command() {
        var jvm = new ServiceJvm(options.root(), service);
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("quarkus.config.locations", ConnectionFiles.locations(options.home(), service));
        properties.put("quarkus.http.host", "127.0.0.1");
        properties.put("quarkus.http.port", Integer.toString(options.ports().of(service)));
        return recording == null
                ? jvm.command(StartupArchives.of(options.root(), service).current(), properties)
                : jvm.trainingCommand(recording, properties);
    }

    private boolean isReady() throws InterruptedException {
        var request = HttpRequest.newBuilder(options.url(service).resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
