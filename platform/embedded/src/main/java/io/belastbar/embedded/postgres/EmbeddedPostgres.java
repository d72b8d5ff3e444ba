package io.belastbar.embedded.postgres;

import io.belastbar.embedded.EmbeddedServer;
import io.belastbar.embedded.PrivateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real PostgreSQL on loopback, 18 unless another release is given. Data, port and password stay the same over restarts.
 *
 * <p>PostgreSQL refuses to run as root; then see {@link RootDrop}.
 */
public final class EmbeddedPostgres extends EmbeddedServer {
    static final String STANDBY_SIGNAL = "standby.signal";
    /** For who asks whether it hangs; on a busy machine a login may take as long, and who needs one waits longer. */
    static final Duration HANGS_AFTER = Duration.ofSeconds(3);

    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration LOGIN_LIMIT = Duration.ofSeconds(60);
    private static final String STILL_IN_USE = "pre-existing shared memory block";
    private static final String KEPT = "-before-reseed";
    private static final String GONE = ".gone";

    private final PostgresRelease release;
    private final String password;
    private final List<String> settings;
    private RootDrop rootDrop = RootDrop.NONE;

    /**
     * @param cache where the programs are unpacked; shared by every home of a user
     * @param data the data directory; made on the first start
     * @param settings {@code name=value} for the server
     */
    public EmbeddedPostgres(Path cache, Path data, int port, String password, List<String> settings)
            throws IOException {
        this(PostgresRelease.embedded(cache), data, port, password, settings);
    }

    /** The same of another release. */
    public EmbeddedPostgres(PostgresRelease release, Path data, int port, String password, List<String> settings) {
        super("PostgreSQL", data, port);
        this.release = release;
        this.password = password;
        this.settings = List.copyOf(settings);
    }

    @Override
    public void start() throws IOException, InterruptedException {
        endOrphan();
        rootDrop = RootDrop.choose();
        Files.createDirectories(data().toAbsolutePath().getParent());
        initialise();
        rootDrop.own(data());
        var command = new ArrayList<>(rootDrop.prefix());
        command.addAll(List.of(release.program("postgres"), "-D", data().toString(), "-p", "" + port()));
        command.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        for (String setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        for (boolean again = true; again; ) {
            long logged = Files.exists(beside(".log")) ? Files.size(beside(".log")) : 0;
            launch("INT", command, Map.of("LC_ALL", "C", "TZ", "UTC"));
            try {
                awaitReady(READY_LIMIT, this::answersQuery);
                again = false;
            } catch (IOException failed) {
                if (!othersStillEnd(logged) || System.nanoTime() > deadline) {
                    throw failed;
                }
                Thread.sleep(200);
            }
        }
    }

    /** After a crash, processes of the former server may live for a moment: the data are theirs until they have ended. */
    private boolean othersStillEnd(long logged) throws IOException {
        byte[] log = Files.readAllBytes(beside(".log"));
        int from = (int) Math.min(logged, log.length);
        return new String(log, from, log.length - from, StandardCharsets.UTF_8).contains(STILL_IN_USE);
    }

    /** A connection as the superuser {@code postgres}; what it commits waits for no standby. */
    public Connection connect(String database) throws SQLException {
        return connect(database, LOGIN_LIMIT);
    }

    /** The same for who would not wait as long for a server that hangs. */
    public Connection connect(String database, Duration patience) throws SQLException {
        String url =
                "jdbc:postgresql://127.0.0.1:%d/%s?connectTimeout=%d&loginTimeout=%d&options=-c%%20synchronous_commit=local"
                        .formatted(port(), database, patience.toSeconds(), patience.toSeconds());
        return DriverManager.getConnection(url, "postgres", password);
    }

    /** Whether there is a database to start; without one, a start makes an empty one. */
    public boolean hasData() {
        return Files.exists(data().resolve("PG_VERSION"));
    }

    /** Whether its data follow another server's, and nobody can write to it: see {@link Replication}. */
    public boolean isStandby() {
        return Files.exists(data().resolve(STANDBY_SIGNAL));
    }

    /**
     * Makes a standby that runs the primary, and returns when it takes writes. It must be certain that the former primary
     * takes none any more. Does nothing to one that is a primary already.
     *
     * @throws IOException when it has not become one within the limit; it may still
     */
    public void promote(Duration limit) throws SQLException, IOException {
        String query = "SELECT CASE WHEN pg_is_in_recovery() THEN pg_promote(true, ?) ELSE true END";
        try (Connection admin = connect("postgres", limit);
                var statement = admin.prepareStatement(query)) {
            statement.setInt(1, (int) Math.max(1, limit.toSeconds()));
            try (var rows = statement.executeQuery()) {
                rows.next();
                if (!rows.getBoolean(1)) {
                    throw new IOException("not promoted within " + limit.toSeconds() + " s");
                }
            }
        }
    }

    /**
     * A server of its own on the data that were kept aside when this one was seeded anew: what a former primary had that
     * the new one lacks can be read there. Whoever does not insist writes nothing to it.
     */
    public EmbeddedPostgres keptAside(int alonePort) {
        var readOnly = new ArrayList<>(settings);
        readOnly.add("default_transaction_read_only=on");
        return new EmbeddedPostgres(release, beside(KEPT), alonePort, password, readOnly);
    }

    /**
     * Puts the data of one that does not run aside, in the place of what was put there before. Those of a standby are
     * deleted: they have nothing that its primary lacks.
     */
    public void putAside() throws IOException, InterruptedException {
        PrivateFolder.delete(beside(GONE));
        if (isStandby()) {
            // Away in one step: half a standby would be taken for a former primary, and take the place of what is kept.
            Files.move(data(), beside(GONE), StandardCopyOption.ATOMIC_MOVE);
            PrivateFolder.delete(beside(GONE));
        } else if (hasData()) {
            PrivateFolder.delete(beside(KEPT));
            Files.move(data(), beside(KEPT), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    Path folder() {
        return data();
    }

    /** Where new data can be made; nothing is there. */
    Path freshData() throws IOException, InterruptedException {
        Files.createDirectories(data().toAbsolutePath().getParent());
        PrivateFolder.delete(beside(".new"));
        return beside(".new");
    }

    /** Takes complete new data in the place of its own, which are put aside. */
    void adopt(Path fresh) throws IOException, InterruptedException {
        putAside();
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Into a folder of its own that is renamed when it is complete: initdb may be killed at any moment. */
    private void initialise() throws IOException, InterruptedException {
        Path fresh = beside(".new");
        Path folder = data().toAbsolutePath().getParent();
        PrivateFolder.delete(fresh);
        String own = data().getFileName() + ".password-";
        // Another server of the folder may be about to be made: its file is its own. The second name is of older
        // versions.
        try (var passwordFiles = Files.newDirectoryStream(
                folder,
                file -> file.getFileName().toString().startsWith(own)
                        || file.getFileName().toString().matches("initdb-.*\\.tmp"))) {
            for (Path left : passwordFiles) {
                Files.deleteIfExists(left);
            }
        }
        if (hasData()) {
            return;
        }
        PrivateFolder.make(fresh);
        rootDrop.own(fresh);
        Path passwordFile = Files.createTempFile(folder, own, ".tmp");
        try {
            Files.writeString(passwordFile, password + "\n");
            rootDrop.own(passwordFile);
            launch("TERM", initdb(fresh, passwordFile), Map.of());
            int code = awaitEnd();
            if (code != 0) {
                throw new IOException("initdb ended with " + code + ":\n" + Files.readString(beside(".log")));
            }
        } finally {
            Files.delete(passwordFile);
        }
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> initdb(Path folder, Path passwordFile) {
        var command = new ArrayList<>(rootDrop.prefix());
        command.addAll(List.of(release.program("initdb"), "-D", folder.toString(), "-U", "postgres"));
        command.addAll(List.of("-A", "scram-sha-256", "--pwfile=" + passwordFile, "-E", "UTF8", "--no-sync"));
        command.addAll(release.locale());
        return command;
    }

    private boolean answersQuery() {
        try (var connection = connect("postgres", HANGS_AFTER);
                var statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException notYet) {
            return false;
        }
    }
}
