package io.belastbar.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.running.CommandLine;
import io.belastbar.running.RunningPlatform;
import io.belastbar.running.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes what {@link StoredBeforeIT} reads: the tables of a platform of the version that stands here, and its answers.
 * No suite runs it; to store the data of a later version, run {@code -Dtest=StoreEverything} and commit the files.
 */
class StoreEverything {
    private static final Path FILES = Path.of("src/test/resources/stored").toAbsolutePath();
    private static final Path EXAMPLES =
            Path.of("").toAbsolutePath().getParent().resolve("examples");
    private static final Duration LIMIT = Duration.ofSeconds(180);

    @TempDir
    Path folder;

    @Test
    void everyTableAndEveryAnswer() throws Exception {
        var home = new StoredHome(folder.resolve("home"), CommandLine.freeBasePort());
        var launcher = CommandLine.start(
                folder.resolve("up.log"),
                List.of("up", "--home", home.path().toString(), "--base-port", "" + home.basePort()),
                List.of("--no-training"),
                home.environment());
        try {
            Waiting.until(LIMIT, () -> launcher.output().contains("Ready after"), launcher::output);
            store(home.path());
        } finally {
            launcher.interrupt();
        }
    }

    private void store(Path home) throws Exception {
        for (String system : List.of("aktienanalyse", "belastbar", "freshplan", "keiko", "smartbav", "wattos")) {
            var applied = CommandLine.run(
                    folder.resolve(system + ".log"),
                    60,
                    "apply",
                    "-f",
                    EXAMPLES.resolve(system).resolve("belastbar").toString(),
                    "--home",
                    home.toString());
            assertThat(applied.exitCode()).as(applied.output()).isZero();
        }
        var platform = RunningPlatform.of(home);
        var doors = new Doors(platform);
        var seed = new Seed(doors);
        var continued = seed.all();
        Expected expected = settled(doors, continued, seed.faultPath());
        Files.createDirectories(FILES);
        expected.write(FILES.resolve("expected.json"));
        tables(home, platform).write(FILES.resolve("manifest.json"));
    }

    /** The answers when two in a row are the same, and nothing is on its way. */
    private static Expected settled(Doors doors, List<Expected.Continued> continued, String faultPath)
            throws Exception {
        var last = new AtomicReference<>(new OldAnswers(doors).all(continued, faultPath));
        Waiting.until(
                LIMIT,
                () -> {
                    // Longer than the slowest of the jobs that look every few seconds.
                    Thread.sleep(12_000);
                    var before = last.getAndSet(new OldAnswers(doors).all(continued, faultPath));
                    double pending = 0;
                    for (String service : StoredTables.SCHEMAS) {
                        pending += doors.platform().metric(service, "belastbar_outbox_pending");
                    }
                    return pending == 0 && before.equals(last.get());
                },
                () -> "the answers go on changing");
        return last.get();
    }

    private static StoredTables tables(Path home, RunningPlatform platform) throws Exception {
        var secrets = new Properties();
        try (var file = Files.newBufferedReader(home.resolve("secrets.properties"))) {
            secrets.load(file);
        }
        String url = "jdbc:" + platform.connection().getProperty("belastbar.postgresql.url");
        try (var database = DriverManager.getConnection(url, "postgres", secrets.getProperty("administrator"))) {
            return StoredTables.copyOut(database, FILES);
        }
    }
}
