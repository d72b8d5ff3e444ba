package io.belastbar.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.running.CommandLine;
import io.belastbar.running.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/** The first start of a build trains its start-up archives beside the platform, and is ended meanwhile. */
@Tag("proof")
@EnabledForJreRange(minVersion = 25)
class TrainingIT {
    private static final Duration LIMIT = Duration.ofSeconds(240);

    @TempDir
    Path folder;

    @Test
    void trainingIsNoReplicaEndsWithThePlatformAndLeavesOtherTreesArchivesAlone() throws Exception {
        Path home = folder.resolve("home");
        Path training = home.resolve("training");
        Path archives = Files.createDirectories(folder.resolve("cache/belastbar/startup"));
        Path anotherTrees = Files.createFile(archives.resolve("dashboard-0-0.aot"));
        int base = CommandLine.freeBasePort();
        var platform = CommandLine.start(
                folder.resolve("up.log"),
                List.of("up", "--no-sample", "--home", home.toString(), "--base-port", Integer.toString(base)),
                List.of(),
                Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()));
        try {
            Waiting.until(LIMIT, () -> Files.exists(training.resolve("run/dashboard.pid")), platform::output);

            assertThat(portsIn(training)).isNotEmpty().noneMatch(port -> port >= base && port < base + 24);
            assertThat(portsIn(home)).contains(base + 20, base + 21, base + 23);
        } finally {
            platform.interrupt();
        }

        CommandLine.awaitNobodyNaming(home);
        assertThat(training).doesNotExist();
        assertThat(archives.toFile().list())
                .contains(anotherTrees.getFileName().toString())
                .allMatch(name -> name.endsWith(".aot"));
        assertThat(platform.output()).doesNotContain("\tat ");
    }

    /** Every port of this machine that a home's connection file names. */
    private static List<Integer> portsIn(Path home) {
        var connection = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve("run/connection.properties"))) {
            connection.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var pattern = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");
        return connection.values().stream()
                .flatMap(value -> pattern.matcher(value.toString()).results())
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
    }
}
