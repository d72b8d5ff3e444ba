package io.belastbar.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The smallest image, of the page as the reactor has just packaged it: base, layers, content, and a start from its files
 * alone. What takes minutes, all images packaged in a steady JVM with their lists of parts, is tagged slow.
 */
@EnabledOnOs(OS.LINUX)
class PackagedImageIT {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path APPLICATION = ROOT.resolve("dashboard/target/quarkus-app");
    /** The flags; and what Jib adds to each image, some bytes that nothing reads. */
    private static final List<String> ADDED = List.of("start", "jib-classpath-file", "jib-main-class-file");

    private static final int NOT_A_DEBIAN = 104;
    private static final long LIMIT_SECONDS = 600;

    @TempDir
    static Path folder;

    private static UnpackedImage image;

    @BeforeAll
    static void make() throws Exception {
        Path base = folder.resolve("base.tar");
        String script = ROOT.resolve("deploy/images/base.sh").toString();
        int code = run(script, base.toString());
        assumeTrue(code != NOT_A_DEBIAN, "base.sh makes a base on Debian and its relatives only");
        assertThat(code).as(PackagedImageIT::printed).isZero();
        // Jib ends when its own module has no folder of classes.
        Files.createDirectories(ROOT.resolve("deploy/images/target/none"));
        code = run(
                "mvn",
                "--batch-mode",
                "-q",
                "-f",
                ROOT.resolve("deploy/images/pom.xml").toString(),
                "jib:buildTar",
                "-Djib.disableUpdateChecks=true",
                "-Dbelastbar.image.base=tar://" + base,
                "-Dimage.name=dashboard",
                "-Dimage.application=" + APPLICATION,
                "-Dimage.out=" + folder,
                "-Dmaven.repo.local=" + System.getProperty("localRepository"));
        assertThat(code).as(PackagedImageIT::printed).isZero();
        image = UnpackedImage.of(folder.resolve("dashboard.tar"), folder.resolve("unpacked"));
    }

    @Test
    void itSaysWhatItIsAndHowItStarts() {
        ImageContentIT.assertSaysWhatItIsAndRunsAsNobody(image, "dashboard");
        ImageContentIT.assertLibrariesOfOthersAreALayerOfTheirOwn(image);
        assertThat(image.texts("Entrypoint")).containsExactly("java", "@/app/start");
        assertThat(image.texts("Env")).contains("PATH=/opt/java/bin", "QUARKUS_HTTP_HOST=0.0.0.0");
        assertThat(image.config().get("WorkingDir").asText()).isEqualTo("/app");
    }

    @Test
    void itHasWhatWasPackagedAndTheFlagsAndNothingElse() throws Exception {
        List<String> packaged = Stream.concat(files(APPLICATION).stream(), ADDED.stream())
                .sorted()
                .toList();

        assertThat(files(image.root().resolve("app"))).isEqualTo(packaged);
    }

    @Test
    void theBaseHasAJavaAndNoOtherProgramToRun() throws Exception {
        assertThat(image.root().resolve("opt/java/bin/java")).isExecutable();
        assertThat(files(image.root()).stream().filter(file -> file.contains("bin/")))
                .allMatch(file -> file.startsWith("opt/java/bin/"));
    }

    @Test
    @NeedsSandbox
    void itIsServedAndEndsWithinItsGraceTime() throws Exception {
        StartedImageIT.assertPageIsServed(image);
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static int run(String... command) throws Exception {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " did not end");
        }
        return process.exitValue();
    }

    private static String printed() {
        try {
            return Files.readString(folder.resolve("printed"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
