package io.belastbar.chaos.fault.driver;

import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.PrivateFolder;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.embedded.redis.EmbeddedRedis;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A PostgreSQL and a Redis that are not the platform's own; who uses the database has few connections. */
public final class BrokenServers implements QuarkusTestResourceLifecycleManager {
    static final int CONNECTIONS = 4;
    static final String ROLE = "few \"Müller\"";
    static final String PASSWORD = "ge heim'ä";

    private Path folder;
    private EmbeddedPostgres postgres;
    private EmbeddedRedis redis;

    @Override
    public Map<String, String> start() {
        try {
            Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
            int port = FreePorts.block(2);
            folder = Files.createTempDirectory("belastbar-broken-");
            postgres =
                    new EmbeddedPostgres(cache, folder.resolve("postgresql"), port, "postgres", List.of("fsync=off"));
            redis = new EmbeddedRedis(cache, folder.resolve("redis"), port + 1, PASSWORD);
            postgres.start();
            redis.start();
            try (Connection admin = postgres.connect("postgres")) {
                String role = "\"" + ROLE.replace("\"", "\"\"") + "\"";
                admin.createStatement()
                        .execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, PASSWORD.replace("'", "''")));
                admin.createStatement().execute("ALTER ROLE %s CONNECTION LIMIT %d".formatted(role, CONNECTIONS));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("belastbar.targets.broken-db.url", "postgresql://127.0.0.1:" + postgres.port() + "/postgres");
        settings.put("belastbar.targets.broken-db.environment", "local");
        settings.put("belastbar.credentials.broken-db.username", ROLE);
        settings.put("belastbar.credentials.broken-db.password", PASSWORD);
        settings.put("belastbar.targets.broken-redis.url", "redis://127.0.0.1:" + redis.port());
        settings.put("belastbar.targets.broken-redis.environment", "local");
        settings.put("belastbar.credentials.broken-redis.username", "default");
        settings.put("belastbar.credentials.broken-redis.password", PASSWORD);
        return settings;
    }

    public EmbeddedRedis redis() {
        return redis;
    }

    public EmbeddedPostgres postgres() {
        return postgres;
    }

    /** Sessions that faults hold. Those in which the service asks end soon, but not at once. */
    public int sessions() throws SQLException {
        try (Connection admin = postgres.connect("postgres");
                var asked = admin.prepareStatement("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE usename = ? AND application_name LIKE 'belastbar-fault-%'")) {
            asked.setString(1, ROLE);
            try (var rows = asked.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** The first line of Redis's answer, or of a value its text. */
    public String ask(String... command) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.setSoTimeout(60_000);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            write(socket, "AUTH", PASSWORD);
            in.readLine();
            write(socket, command);
            String first = in.readLine();
            if (first.startsWith("*2")) {
                in.readLine();
                in.readLine();
                first = in.readLine();
            }
            return first.startsWith("$") && !first.equals("$-1") ? in.readLine() : first;
        }
    }

    private static void write(Socket socket, String... command) throws IOException {
        var sent = new StringBuilder("*" + command.length + "\r\n");
        for (String part : command) {
            sent.append('$')
                    .append(part.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n")
                    .append(part)
                    .append("\r\n");
        }
        socket.getOutputStream().write(sent.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void stop() {
        try {
            if (postgres != null) {
                postgres.kill();
            }
            if (redis != null) {
                redis.kill();
            }
            PrivateFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(BrokenServers.class));
    }
}
