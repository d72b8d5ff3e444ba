package io.belastbar.embedded.postgres;

import io.belastbar.embedded.process.GuardedProcess;
import io.belastbar.embedded.process.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real PostgreSQL 18 on loopback. Data, port and password stay the same over restarts.
 *
 * <p>PostgreSQL refuses to run as root; then see {@link RootDrop}.
 */
public final class EmbeddedPostgres {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    private final Path programs;
    private final Path data;
    private final int port;
    private final String password;
    private final List<String> settings;
    private RootDrop rootDrop = RootDrop.NONE;
    private GuardedProcess process;

    /**
     * @param cache where the programs are unpacked; shared by every home of a user
     * @param data the data directory; made on the first start
     * @param settings {@code name=value} for the server
     */
    public EmbeddedPostgres(Path cache, Path data, int port, String password, List<String> settings)
            throws IOException {
        this.programs = PostgresBinaries.unpack(cache.resolve("postgresql-18.6"));
        this.data = data;
        this.port = port;
        this.password = password;
        this.settings = List.copyOf(settings);
    }

    public int port() {
        return port;
    }

    /** Starts it and waits until it answers a query. */
    public void start() throws IOException, InterruptedException {
        PidFile.reap(pidFile(), data.toString());
        rootDrop = RootDrop.choose();
        initialise();
        rootDrop.own(data);
        var command = new ArrayList<>(rootDrop.prefix());
        command.addAll(List.of(programs.resolve("bin/postgres").toString(), "-D", data.toString(), "-p", "" + port));
        command.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        for (String setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        process = GuardedProcess.start("INT", pidFile(), log(), command, Map.of("LC_ALL", "C", "TZ", "UTC"));
        awaitReady();
    }

    /** Fast shutdown: open transactions are rolled back, data is flushed. */
    public void stop() throws InterruptedException {
        if (process != null) {
            process.stop(Duration.ofSeconds(20));
        }
    }

    /** A crash: every server process ends at once. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** A connection as the superuser {@code postgres}. */
    public Connection connect(String database) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:%d/%s?connectTimeout=2&loginTimeout=3".formatted(port, database);
        return DriverManager.getConnection(url, "postgres", password);
    }

    private void initialise() throws IOException, InterruptedException {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Files.createDirectories(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        rootDrop.own(data);
        Path passwordFile = Files.createTempFile(data.toAbsolutePath().getParent(), "initdb-", ".tmp");
        Files.writeString(passwordFile, password + "\n");
        rootDrop.own(passwordFile);
        var command = new ArrayList<>(rootDrop.prefix());
        command.addAll(List.of(programs.resolve("bin/initdb").toString(), "-D", data.toString(), "-U", "postgres"));
        command.addAll(List.of("-A", "scram-sha-256", "--pwfile=" + passwordFile, "-E", "UTF8", "--no-sync"));
        command.addAll(List.of("--locale-provider=builtin", "--locale=C.UTF-8"));
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start()
                .waitFor();
        Files.delete(passwordFile);
        if (code != 0) {
            throw new IOException("initdb ended with " + code + ":\n" + Files.readString(log()));
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (true) {
            try (var connection = connect("postgres");
                    var statement = connection.createStatement()) {
                statement.execute("SELECT 1");
                return;
            } catch (SQLException notYet) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("PostgreSQL did not start:\n" + Files.readString(log()), notYet);
                }
                Thread.sleep(20);
            }
        }
    }

    private Path pidFile() {
        return data.resolveSibling(data.getFileName() + ".pid");
    }

    private Path log() {
        return data.resolveSibling(data.getFileName() + ".log");
    }
}
