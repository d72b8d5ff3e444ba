package io.belastbar.local.launch;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The command line of a service's JVM.
 *
 * <p>The class path is flat, not Quarkus' own class loader's: only classes of the JDK's loaders can come from a
 * start-up archive, and with one a service is ready in a fraction of the time. Transformed classes stand first because
 * they replace those in the jars.
 */
final class ServiceJvm {
    private static final int FIRST_WITH_AOT_CACHE = 25;

    private final Path application;
    private final ChildService service;

    ServiceJvm(Path root, ChildService service) {
        this.application = root.resolve(service.module()).resolve("target/quarkus-app");
        this.service = service;
        if (!Files.isDirectory(application.resolve("lib/main"))) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT, service.shortName() + " is not built: run mvn -DskipTests package");
        }
    }

    /** @param archive the start-up archive to use; ignored when it is missing */
    List<String> command(Path archive, Map<String, String> properties) {
        return command(Files.exists(archive) ? List.of("-XX:AOTCache=" + archive) : List.of(), properties);
    }

    /** A run whose end writes the archive. */
    List<String> trainingCommand(Path archive, Map<String, String> properties) {
        return command(List.of("-XX:AOTCacheOutput=" + archive), properties);
    }

    static boolean canUseArchive() {
        return Runtime.version().feature() >= FIRST_WITH_AOT_CACHE;
    }

    /** Changes when the service, its flags or the JDK do: an archive of another build is of no use. */
    String fingerprint() {
        try (Stream<Path> files = Files.walk(application)) {
            long hash = files.filter(Files::isRegularFile)
                    .sorted()
                    .mapToLong(ServiceJvm::identity)
                    .reduce(Runtime.version().toString().hashCode(), (left, right) -> 31 * left + right);
            hash = 31 * hash + System.getProperty("java.home").hashCode();
            return Long.toHexString(31 * hash + service.jvmFlags().hashCode());
        } catch (IOException e) {
            throw new IllegalStateException(application.toString(), e);
        }
    }

    private List<String> command(List<String> archiveFlags, Map<String, String> properties) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(archiveFlags);
        command.addAll(service.jvmFlags());
        command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", classPath(), "io.quarkus.runner.GeneratedMain"));
        return command;
    }

    private String classPath() {
        var entries = new ArrayList<String>();
        entries.add(application.resolve("quarkus/transformed-bytecode.jar").toString());
        entries.add(application.resolve("quarkus/generated-bytecode.jar").toString());
        for (String folder : List.of("app", "lib/boot", "lib/main")) {
            entries.addAll(jars(application.resolve(folder)));
        }
        return String.join(File.pathSeparator, entries);
    }

    private static List<String> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(folder.toString(), e);
        }
    }

    private static long identity(Path file) {
        try {
            return 31L * file.toString().hashCode()
                    + Files.size(file)
                    + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }
}
