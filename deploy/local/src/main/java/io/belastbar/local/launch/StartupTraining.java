package io.belastbar.local.launch;

import io.belastbar.embedded.FreePorts;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.home.Secrets;
import io.belastbar.local.home.TemporaryHome;
import io.belastbar.local.supervision.SupervisedChild;
import io.belastbar.local.supervision.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the archives from which a service's next start loads its classes (JDK 25: JEP 483, 514).
 *
 * <p>Each service runs for a moment, answers some requests and ends; its JVM writes the archive at its end. It would be
 * a replica of the live one, with all its jobs, if it had the platform's servers. So it has an empty PostgreSQL, Kafka
 * and Redis of its own, in a home inside the platform's, that are thrown away. One service at a time, so that the
 * platform stays usable.
 */
final class StartupTraining {
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(60);
    private static final int PORTS = 36;
    private static final List<String> REQUESTS =
            List.of("/q/health", "/q/metrics", "/q/openapi", "/api/v1/systems/none", "/");
    private static final Map<String, String> SMALL =
            Map.of("smartbav.tenants", "2", "smartbav.employees-per-tenant", "20");

    private final PlatformOptions options;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param platform the one beside which to train */
    StartupTraining(PlatformOptions platform) {
        this.options = new PlatformOptions(
                platform.root(),
                home(platform.home()),
                new PortPlan(FreePorts.block(PORTS)),
                Extent.of(platform.services()),
                SMALL);
    }

    PlatformOptions options() {
        return options;
    }

    /** Ends and removes what the training of a killed launcher left in this home. */
    static void removeLeftOver(BelastbarHome platform) throws IOException {
        var home = home(platform);
        if (Files.exists(home.path())) {
            home.create();
            Orphans.reap(home);
            delete(home);
        }
    }

    /** Returns when all archives are there; an interrupt ends it, and leaves nothing. */
    void trainMissing() throws IOException, InterruptedException {
        var missing = options.services().stream()
                .filter(service -> service.account().equals(service.shortName()))
                .filter(service -> !Files.exists(
                        StartupArchives.of(options.root(), service).current()))
                .toList();
        if (!ServiceJvm.canUseArchive() || missing.isEmpty()) {
            return;
        }
        options.home().create();
        var secrets = Secrets.open(options.home().secrets());
        var servers = new Infrastructure(options.home(), options.ports(), secrets).children();
        new ConnectionFiles(options, secrets, Optional.empty()).write();
        var supervisor = new Supervisor(servers, PlatformOptions.RESTART_DELAY, (child, before, state, now) -> {});
        try {
            supervisor.startAll();
            for (ChildService service : missing) {
                train(service);
            }
        } finally {
            supervisor.close();
            for (SupervisedChild server : servers) {
                server.kill();
            }
            delete(options.home());
        }
    }

    private void train(ChildService service) throws IOException, InterruptedException {
        var archives = StartupArchives.of(options.root(), service);
        archives.removeUnfinished();
        var process = ServiceProcess.recordedTo(archives.recording(), options, service);
        try {
            process.start();
            for (String path : REQUESTS) {
                request(options.url(service).resolve(path));
            }
            process.stopWithin(WRITE_LIMIT);
            if (Files.exists(archives.recording())) {
                archives.adopt();
            }
        } finally {
            process.kill();
            archives.removeUnfinished();
        }
    }

    private void request(URI url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5)).build();
        http.send(request, HttpResponse.BodyHandlers.discarding());
    }

    private static BelastbarHome home(BelastbarHome platform) {
        return new BelastbarHome(platform.path().resolve("training"));
    }

    private static void delete(BelastbarHome home) {
        try {
            Files.deleteIfExists(home.connectionFile());
            TemporaryHome.delete(home);
        } catch (IOException | UncheckedIOException stillWritten) {
            // The next start removes it.
        }
    }
}
