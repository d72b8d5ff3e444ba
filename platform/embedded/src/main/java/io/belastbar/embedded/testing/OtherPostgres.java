package io.belastbar.embedded.testing;

import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.PrivateFolder;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.embedded.postgres.PostgresRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * PostgreSQL servers of other releases than the platform's, for what must work on all of them. One of each release and
 * JVM, started by whoever asks first, ended with the JVM.
 *
 * <p>Their artifacts lie in {@code target/postgresql} of the module (or the folder {@code belastbar.postgresql.jars}),
 * copied there by its pom. Roles: the superuser {@code postgres}, with the password {@code postgres}.
 */
public final class OtherPostgres {
    private static final List<String> SETTINGS = List.of(
            "fsync=off",
            "full_page_writes=off",
            "shared_buffers=32MB",
            "shared_preload_libraries=pg_stat_statements",
            "pg_stat_statements.track=all",
            "track_io_timing=on");

    private static final Map<Integer, Integer> PORTS = new ConcurrentHashMap<>();

    private OtherPostgres() {}

    /**
     * The port of the running server.
     *
     * @param major for example 14
     */
    public static int port(int major) {
        try {
            // The copy of this class in the JVM's own class loader: see TestInfrastructure.
            var started = ClassLoader.getSystemClassLoader()
                    .loadClass(OtherPostgres.class.getName())
                    .getDeclaredMethod("started", int.class);
            started.setAccessible(true);
            return (int) started.invoke(null, major);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("PostgreSQL " + major, e);
        }
    }

    static synchronized int started(int major) {
        return PORTS.computeIfAbsent(major, OtherPostgres::start);
    }

    private static int start(int major) {
        try {
            Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
            Path folder = Files.createTempDirectory("belastbar-postgresql-" + major + "-");
            int port = FreePorts.find(1).getFirst();
            var server = new EmbeddedPostgres(
                    PostgresRelease.in(jar(major), cache), folder.resolve("data"), port, "postgres", SETTINGS);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder)));
            server.start();
            return port;
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL " + major, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("PostgreSQL " + major, e);
        }
    }

    private static Path jar(int major) throws IOException {
        Path folder = Path.of(System.getProperty("belastbar.postgresql.jars", "target/postgresql"));
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(jar -> jar.getFileName().toString().matches(".*-" + major + "\\.[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no PostgreSQL " + major + " in " + folder.toAbsolutePath()));
        }
    }

    private static void end(EmbeddedPostgres server, Path folder) {
        try {
            server.kill();
            PrivateFolder.delete(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException left) {
            throw new IllegalStateException("could not delete " + folder, left);
        }
    }
}
