package io.belastbar.compose.started;

import io.belastbar.compose.file.ComposeFile;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.embedded.redis.EmbeddedRedis;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * PostgreSQL, Kafka and Redis as the file starts them, without containers: the same scripts and settings, with ports of
 * loopback and folders of a test in place of theirs.
 *
 * @param kafkaPort and the one after it, the controller's
 */
record ComposedServers(Path folder, Map<String, String> made, int postgresPort, int kafkaPort, int redisPort) {
    private static final Path COMPOSE = ComposeFile.ROOT.resolve("deploy/compose");
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "belastbar");

    /** With the scripts of the first start. */
    EmbeddedPostgres postgresql() throws Exception {
        String password = made.get("BELASTBAR_POSTGRESQL_PASSWORD");
        var server = new EmbeddedPostgres(CACHE, folder.resolve("postgresql"), postgresPort, password, List.of());
        server.start();
        try (var admin = server.connect("postgres");
                var statement = admin.createStatement()) {
            statement.execute("CREATE DATABASE belastbar");
        }
        execute(server, Files.readString(COMPOSE.resolve("postgresql/10-schemas.sql")));
        var environment = passwords("BELASTBAR_POSTGRESQL_PASSWORD");
        environment.putAll(Map.of(
                "POSTGRES_USER", "postgres",
                "POSTGRES_DB", "belastbar",
                "PGHOST", "127.0.0.1",
                "PGPORT", "" + postgresPort,
                "PGPASSWORD", password));
        var script = new Started(
                folder.resolve("passwords.log"),
                List.of("sh", COMPOSE.resolve("postgresql/20-passwords.sh").toString()),
                environment);
        script.toItsEnd();
        execute(
                server,
                ComposeFile.text(
                        "platform/embedded/src/main/resources/io/belastbar/embedded/postgres/audit-owner.sql"));
        return server;
    }

    Started kafka() throws IOException {
        Path settings = Files.createDirectories(folder.resolve("kafka"));
        try (Stream<Path> files = Files.list(COMPOSE.resolve("kafka"))) {
            for (Path file : files.toList()) {
                Files.copy(file, settings.resolve(file.getFileName()));
            }
        }
        Path server = settings.resolve("server.properties");
        Files.writeString(
                server,
                Files.readString(server)
                        .replace("CLIENTS://kafka:9092", "CLIENTS://127.0.0.1:" + kafkaPort)
                        .replace("CLIENTS://0.0.0.0:9092", "CLIENTS://127.0.0.1:" + kafkaPort)
                        .replace("localhost:9093", "localhost:" + (kafkaPort + 1))
                        .replace(
                                "/var/lib/kafka/data",
                                folder.resolve("kafka-data").toString()));
        return new Started(
                folder.resolve("kafka.log"),
                List.of("sh", settings.resolve("start.sh").toString()),
                kafkaVariables());
    }

    Started topics() throws IOException {
        var environment = kafkaVariables();
        environment.put("KAFKA_SERVER", "127.0.0.1:" + kafkaPort);
        return new Started(
                folder.resolve("topics.log"),
                List.of("sh", folder.resolve("kafka/topics.sh").toString()),
                environment);
    }

    Started redis() throws IOException {
        Path data = Files.createDirectories(folder.resolve("redis"));
        // Unpacks the program; it is started by the script.
        var unpacked = new EmbeddedRedis(CACHE, data, redisPort, made.get("BELASTBAR_REDIS_PASSWORD"));
        Path bin = Files.createDirectories(folder.resolve("bin"));
        try (Stream<Path> programs = Files.list(CACHE)) {
            Path program = programs.filter(each -> each.getFileName().toString().startsWith("redis-server-"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no program of " + unpacked));
            Files.createSymbolicLink(bin.resolve("redis-server"), program);
        }
        Path script = Files.writeString(
                folder.resolve("redis.sh"),
                Files.readString(COMPOSE.resolve("redis.sh"))
                        .replace("/tmp/redis.conf", data.resolve("redis.conf").toString())
                        .replace("dir /tmp", "dir %s\\nbind 127.0.0.1\\nport %d".formatted(data, redisPort)));
        return new Started(
                folder.resolve("redis.log"),
                List.of("sh", script.toString()),
                Map.of(
                        "REDISCLI_AUTH",
                        made.get("BELASTBAR_REDIS_PASSWORD"),
                        "PATH",
                        bin + ":" + System.getenv("PATH")));
    }

    private Map<String, String> kafkaVariables() throws IOException {
        var environment = passwords("BELASTBAR_KAFKA_PASSWORD");
        environment.put("ADMINISTRATOR_PASSWORD", made.get("BELASTBAR_KAFKA_PASSWORD"));
        environment.put(
                "TMPDIR", Files.createDirectories(folder.resolve("kafka-tmp")).toString());
        environment.put("KAFKA_LIBS", libraries().toString());
        environment.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
        return environment;
    }

    /** As the broker's own distribution has them: one folder. */
    private Path libraries() throws IOException {
        Path libraries = folder.resolve("libs");
        if (Files.exists(libraries)) {
            return libraries;
        }
        Files.createDirectories(libraries);
        String installed = System.getProperty("belastbar.broker.lib");
        Path broker = installed == null
                ? ComposeFile.ROOT.resolve("platform/embedded-broker/target/lib")
                : Path.of(installed);
        try (Stream<Path> jars = Stream.concat(
                Files.list(broker),
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(jar -> jar.contains("kafka-tools-"))
                        .map(Path::of))) {
            for (Path jar : jars.toList()) {
                Files.createSymbolicLink(libraries.resolve(jar.getFileName()), jar.toAbsolutePath());
            }
        }
        return libraries;
    }

    private Map<String, String> passwords(String prefix) {
        var passwords = new HashMap<String, String>();
        made.forEach((name, value) -> {
            if (name.startsWith(prefix + "_")) {
                passwords.put(name.substring(prefix.length() + 1) + "_PASSWORD", value);
            }
        });
        return passwords;
    }

    private static void execute(EmbeddedPostgres server, String script) throws Exception {
        try (var admin = server.connect("belastbar");
                var statement = admin.createStatement()) {
            statement.execute(script);
        }
    }
}
