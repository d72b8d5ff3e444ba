package io.belastbar.local.launch;

import io.belastbar.embedded.FreePorts;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes the archives from which a service's next start loads its classes (JDK 25: JEP 483, 514).
 *
 * <p>A second instance of each service runs for a moment beside the first, answers some requests and ends; its JVM
 * writes the archive at its end. One at a time, so that the platform stays usable.
 */
final class StartupTraining {
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(60);
    private static final List<String> REQUESTS =
            List.of("/q/health", "/q/metrics", "/q/openapi", "/api/v1/systems/none", "/");

    private final PlatformOptions options;
    private final HttpClient http = HttpClient.newHttpClient();

    StartupTraining(PlatformOptions options) {
        this.options = options;
    }

    /** Where the archive of this build of the service is, or would be. */
    static Path archive(ChildService service, ServiceJvm jvm) {
        return BelastbarHome.cache().resolve("startup").resolve(service.shortName() + "-" + jvm.fingerprint() + ".aot");
    }

    void trainMissing(Function<ChildService, Map<String, String>> properties) throws IOException, InterruptedException {
        if (!ServiceJvm.canUseArchive()) {
            return;
        }
        for (ChildService service : options.services()) {
            var jvm = new ServiceJvm(options.root(), service);
            Path archive = archive(service, jvm);
            if (!Files.exists(archive)) {
                train(service, jvm, archive, new HashMap<>(properties.apply(service)));
            }
        }
    }

    private void train(ChildService service, ServiceJvm jvm, Path archive, Map<String, String> properties)
            throws IOException, InterruptedException {
        removeOlder(service, archive);
        Path fresh = archive.resolveSibling(
                archive.getFileName() + "." + ProcessHandle.current().pid());
        int port = FreePorts.find(1).getFirst();
        properties.put("quarkus.http.port", Integer.toString(port));
        var url = URI.create("http://127.0.0.1:" + port);
        String name = service.shortName() + "-training";
        Path log = options.home().logs().resolve(name + ".log");
        var process = ServiceProcess.start(
                name, url, options.home().run(), log, jvm.trainingCommand(fresh, properties), Map.of());
        try {
            process.awaitReady();
            for (String path : REQUESTS) {
                request(url.resolve(path));
            }
        } finally {
            process.stopWithin(WRITE_LIMIT);
        }
        if (Files.exists(fresh)) {
            Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void request(URI url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5)).build();
        http.send(request, HttpResponse.BodyHandlers.discarding());
    }

    private static void removeOlder(ChildService service, Path archive) throws IOException {
        Files.createDirectories(archive.getParent());
        try (var files = Files.newDirectoryStream(archive.getParent(), service.shortName() + "-*")) {
            for (Path old : files) {
                Files.delete(old);
            }
        }
    }
}
