package io.belastbar.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.embedded.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A primary and its standby, through a crash and back again. */
@Timeout(180)
class ReplicationIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Quotes, a backslash and an umlaut go through two languages of settings. */
    private static final String PASSWORD = "r'e\\p \"lü";

    @TempDir
    Path folder;

    private final List<EmbeddedPostgres> all = new ArrayList<>();
    private EmbeddedPostgres first;
    private EmbeddedPostgres second;
    private Replication replication;

    @BeforeEach
    void startPrimary() throws Exception {
        first = server("first");
        second = server("second");
        replication = new Replication(first.port(), "replicator", PASSWORD, "standby");
        first.start();
        execute(first, "CREATE TABLE t (id bigint PRIMARY KEY, filler text)");
    }

    @AfterEach
    void endAll() throws Exception {
        for (EmbeddedPostgres server : all) {
            server.kill();
        }
    }

    @Test
    void standbyThatWasSeededUnderWritesHasEveryRowOnceItIsPromoted() throws Exception {
        var written = new CountDownLatch(500);
        var enough = new CompletableFuture<Void>();
        var writer = CompletableFuture.supplyAsync(() -> write(written, enough));
        assertThat(written.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        replication.seed(first, second);
        second.start();
        await("the standby streams", () -> replication.follower(first).isPresent());
        replication.synchronous(first, true);
        await(
                "it is synchronous",
                () -> replication.follower(first).orElseThrow().isSynchronous());
        enough.complete(null);
        long last = writer.get(60, TimeUnit.SECONDS);
        execute(first, "INSERT INTO t VALUES (1000000)", "SET synchronous_commit = on");

        assertThat(second.isStandby()).isTrue();
        assertThat(sqlStateOf(second, "INSERT INTO t VALUES (-1)")).isEqualTo("25006");
        first.kill();
        second.promote(LIMIT);

        assertThat(second.isStandby()).isFalse();
        assertThat(number(second, "SELECT count(*) FROM t WHERE id <= " + last)).isEqualTo(last);
        execute(second, "INSERT INTO t VALUES (-1)");
        // A second call finds nothing to do.
        second.promote(LIMIT);
    }

    @Test
    void rowThatTheStandbyNeverGotIsReadFromTheOldPrimarysDataAfterItsReseed() throws Exception {
        replication.seed(first, second);
        second.start();
        await("the standby streams", () -> replication.follower(first).isPresent());
        execute(first, "INSERT INTO t VALUES (1)");
        await("row 1 is there", () -> number(second, "SELECT count(*) FROM t") == 1);
        // One that only hangs finds in its socket what was sent meanwhile.
        second.kill();
        execute(first, "INSERT INTO t VALUES (2)");
        first.kill();
        second.start();
        second.promote(LIMIT);
        execute(second, "INSERT INTO t VALUES (3)");

        var backwards = new Replication(second.port(), "replicator", PASSWORD, "standby");
        backwards.seed(second, first);
        first.start();

        await("row 3 is there", () -> number(first, "SELECT count(*) FROM t WHERE id = 3") == 1);
        assertThat(number(first, "SELECT count(*) FROM t WHERE id = 2")).isZero();
        var old = first.keptAside(FreePorts.find(1).getFirst());
        all.add(old);
        old.start();
        assertThat(number(old, "SELECT sum(id) FROM t")).isEqualTo(3);
        assertThat(sqlStateOf(old, "INSERT INTO t VALUES (4)")).isEqualTo("25006");
        assertThat(old.isStandby()).isFalse();
        assertThat(number(second, "SELECT count(*) FROM t")).isEqualTo(2);
    }

    @Test
    void synchronousCommitWaitsForAStandbyThatHangs() throws Exception {
        replication.seed(first, second);
        second.start();
        await("the standby streams", () -> replication.follower(first).isPresent());
        replication.synchronous(first, true);
        await(
                "it is synchronous",
                () -> replication.follower(first).orElseThrow().isSynchronous());
        second.pause();

        var commit = CompletableFuture.runAsync(
                () -> execute(first, "INSERT INTO t VALUES (1)", "SET synchronous_commit = on"));
        await(
                "the commit waits",
                () -> number(first, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == 1);
        assertThat(commit).isNotDone();
        // The administrator's own sessions wait for nobody.
        execute(first, "INSERT INTO t VALUES (2)");
        second.resume();

        commit.get(60, TimeUnit.SECONDS);
        assertThat(number(second, "SELECT count(*) FROM t WHERE id = 1")).isOne();
    }

    @Test
    void seedThatWasKilledInTheMiddleIsMadeAnewAndTheOldDataStayUntilThen() throws Exception {
        Path kept = folder.resolve("second-before-reseed");
        // As a kill -9 between copy and rename leaves it, beside what an earlier seed had put aside.
        Files.createDirectories(folder.resolve("second.new/base/1"));
        Files.writeString(folder.resolve("second.new/PG_VERSION"), "18\n");
        Files.createDirectories(kept.resolve("base"));
        Files.writeString(kept.resolve("PG_VERSION"), "18\n");

        assertThat(second.hasData()).isFalse();
        replication.seed(first, second);

        assertThat(second.hasData()).isTrue();
        assertThat(second.isStandby()).isTrue();
        assertThat(folder.resolve("second.new")).doesNotExist();
        assertThat(kept).as("nothing came in its place").exists();
        second.start();
        await("the standby streams", () -> replication.follower(first).isPresent());
        await("the primary keeps what it lacks", () -> replication.canCatchUp(first));
    }

    private long write(CountDownLatch written, CompletableFuture<Void> enough) {
        long id = 0;
        try (var connection = first.connect("postgres");
                var statement = connection.prepareStatement("INSERT INTO t VALUES (?, repeat('x', 2000))")) {
            while (!enough.isDone()) {
                statement.setLong(1, ++id);
                statement.executeUpdate();
                written.countDown();
            }
            return id;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private EmbeddedPostgres server(String name) throws Exception {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
        var settings = new ArrayList<>(Replication.SETTINGS);
        settings.add("shared_buffers=16MB");
        var server = new EmbeddedPostgres(
                cache, folder.resolve(name), FreePorts.find(1).getFirst(), "secret", settings);
        all.add(server);
        return server;
    }

    private static void execute(EmbeddedPostgres server, String command, String... before) {
        String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "postgres", "secret");
                var statement = connection.createStatement()) {
            if (before.length == 0) {
                statement.execute("SET synchronous_commit = local");
            }
            for (String each : before) {
                statement.execute(each);
            }
            statement.execute(command);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sqlStateOf(EmbeddedPostgres server, String command) {
        try {
            execute(server, command);
            return "it worked";
        } catch (IllegalStateException e) {
            return ((SQLException) e.getCause()).getSQLState();
        }
    }

    private static long number(EmbeddedPostgres server, String query) throws SQLException {
        try (Connection connection = server.connect("postgres");
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Not yet, where the server is asked whether it hangs and does not answer at once. */
    private static boolean isReached(Callable<Boolean> reached) throws Exception {
        try {
            return reached.call();
        } catch (SQLException silent) {
            return false;
        }
    }

    private static void await(String what, Callable<Boolean> reached) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isReached(reached)) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
