package io.belastbar.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.embedded.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first process of a crashed server is gone before the others: the next start waits for them. */
class CrashedServerIT {
    @TempDir
    Path folder;

    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() throws Exception {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
        int port = FreePorts.find(1).getFirst();
        postgres = new EmbeddedPostgres(cache, folder.resolve("postgresql"), port, "secret", List.of("fsync=off"));
        postgres.start();
    }

    @AfterEach
    void end() throws Exception {
        postgres.kill();
    }

    @Test
    void startWaitsForAProcessOfTheFormerServerThatStillHasItsMemory() throws Exception {
        String session;
        try (var connection = postgres.connect("postgres");
                var rows = connection.createStatement().executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            session = rows.getString(1);
            signal("STOP", session);
            signal(
                    "KILL",
                    Files.readAllLines(folder.resolve("postgresql/postmaster.pid"))
                            .getFirst());
            while (postgres.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }

            var again = CompletableFuture.runAsync(() -> {
                try {
                    postgres.start();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            while (!again.isDone() && !log().contains("pre-existing shared memory block")) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            assertThat(again).isNotDone();
            signal("KILL", session);
            again.get(60, TimeUnit.SECONDS);
        }

        try (var connection = postgres.connect("postgres");
                var rows = connection.createStatement().executeQuery("SELECT 1")) {
            assertThat(rows.next()).isTrue();
        }
    }

    private String log() throws Exception {
        return Files.readString(folder.resolve("postgresql.log"));
    }

    private static void signal(String name, String process) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process).start().waitFor();
    }
}
