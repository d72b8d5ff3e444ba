package io.belastbar.image.memory;

import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.image.BuiltImages;
import io.belastbar.image.StartedImage;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts a packaged application as {@code up} does without a start-up archive: flat class path, small heap. */
final class AsUnderTheLauncher {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final int PAGE_HEAP_MB = 64;

    private AsUnderTheLauncher() {}

    static StartedImage start(String module) throws IOException {
        int port = FreePorts.find(1).getFirst();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xss512k", "-Djdk.virtualThreadScheduler.parallelism=16"));
        command.addAll(flags(module));
        command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        TestInfrastructure.settings().forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-Dbelastbar.rate-limit.requests-per-second=100000");
        command.add("-Dbelastbar.rate-limit.burst=100000");
        command.add("-Dquarkus.datasource.jdbc.acquisition-timeout=60");
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dbelastbar.chaos.record.key-file=" + BuiltImages.work().resolve("record-key.pem"));
        command.add("-Dbelastbar.chaos.probe-folder=" + BuiltImages.work().resolve("probes"));
        command.addAll(List.of("-cp", classPath(ROOT.resolve(module).resolve("target/quarkus-app"))));
        command.add("io.quarkus.runner.GeneratedMain");
        return StartedImage.start(command, port);
    }

    /** Heap and compilers as the list of services has them. */
    private static List<String> flags(String module) {
        return Services.all().stream()
                .filter(service -> service.module().equals(module))
                .findFirst()
                .map(AsUnderTheLauncher::flags)
                .orElse(List.of("-Xmx" + PAGE_HEAP_MB + "m", "-XX:TieredStopAtLevel=1"));
    }

    private static List<String> flags(ListedService service) {
        String heap = "-Xmx" + service.heapMegabytes() + "m";
        return service.bothCompilers() ? List.of(heap) : List.of(heap, "-XX:TieredStopAtLevel=1");
    }

    private static String classPath(Path application) throws IOException {
        var entries = new ArrayList<String>();
        for (String generated : List.of("transformed-bytecode.jar", "generated-bytecode.jar")) {
            entries.add(application.resolve("quarkus").resolve(generated).toString());
        }
        for (String folder : List.of("app", "lib/boot", "lib/main")) {
            try (Stream<Path> jars = Files.list(application.resolve(folder))) {
                jars.map(Path::toString)
                        .filter(name -> name.endsWith(".jar"))
                        .sorted()
                        .forEach(entries::add);
            }
        }
        return String.join(":", entries);
    }
}
