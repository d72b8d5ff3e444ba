package io.belastbar.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.embedded.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However an initdb is ended, and whatever it had written by then: the next start finds an empty place. */
class KilledInitdbIT {
    @TempDir
    Path folder;

    private EmbeddedPostgres postgres;

    @BeforeEach
    void prepare() throws IOException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
        int port = FreePorts.find(1).getFirst();
        postgres = new EmbeddedPostgres(cache, folder.resolve("postgresql"), port, "secret", List.of("fsync=off"));
    }

    @AfterEach
    void end() throws Exception {
        postgres.kill();
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM"})
    void nextStartWorksAfterAnInitdbThatWasEndedInTheMiddle(String signal) throws Exception {
        var start = CompletableFuture.runAsync(this::start);
        // The first file that initdb writes; the catalogue is far from complete.
        await(folder.resolve("postgresql.new/PG_VERSION"));
        long initdb = Long.parseLong(
                Files.readString(folder.resolve("postgresql.pid")).split(" ")[0]);
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + initdb).start().waitFor();
        assertThat(start)
                .failsWithin(60, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("initdb ended with");
        assertThat(folder.resolve("postgresql")).doesNotExist();

        postgres.start();

        assertAnswers();
        assertNothingIsLeftBesideTheData();
    }

    @Test
    void whatAKilledLauncherLeftIsRemoved() throws Exception {
        // As a kill -9 of launcher, guard and initdb leaves it.
        Files.createDirectories(folder.resolve("postgresql.new/base/1"));
        Files.writeString(folder.resolve("postgresql.new/PG_VERSION"), "18\n");
        Files.writeString(folder.resolve("initdb-123.tmp"), "secret\n");

        postgres.start();

        assertAnswers();
        assertNothingIsLeftBesideTheData();
    }

    /** Two servers of one folder may be made side by side. */
    @Test
    void thePasswordFileOfAnotherServerIsLeftAlone() throws Exception {
        Files.createDirectories(folder);
        Path other = Files.writeString(folder.resolve("smartbav-db-a.password-123.tmp"), "secret\n");

        postgres.start();

        assertAnswers();
        assertThat(other).exists();
    }

    private void assertAnswers() throws Exception {
        try (var connection = postgres.connect("postgres");
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM pg_database")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(3);
        }
    }

    private void assertNothingIsLeftBesideTheData() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("postgresql", "postgresql.pid", "postgresql.log");
        }
    }

    private void start() {
        try {
            postgres.start();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(Path file) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(file)) {
            assertThat(System.nanoTime()).as("no " + file).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
