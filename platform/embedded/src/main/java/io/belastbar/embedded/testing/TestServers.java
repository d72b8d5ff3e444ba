package io.belastbar.embedded.testing;

import io.belastbar.embedded.ConnectionSettings;
import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.PrivateFolder;
import io.belastbar.embedded.Topics;
import io.belastbar.embedded.kafka.EmbeddedKafka;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.embedded.postgres.PlatformDatabases;
import io.belastbar.embedded.redis.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Starts the servers of a test JVM side by side, in a temporary folder. */
final class TestServers {
    private static final List<String> POSTGRES_SETTINGS = List.of(
            // Benchmarks turn it on: -Dbelastbar.test.fsync=on
            "fsync=" + System.getProperty("belastbar.test.fsync", "off"),
            "full_page_writes=" + System.getProperty("belastbar.test.fsync", "off"),
            "max_connections=200",
            "shared_buffers=64MB",
            "shared_preload_libraries=pg_stat_statements",
            "pg_stat_statements.track=all",
            "track_io_timing=on");

    private static Map<String, Callable<Object>> shared;

    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;
    private final EmbeddedKafka secondKafka;
    private final EmbeddedRedis redis;
    private final Path folder;

    private TestServers(Path folder, Path cache) throws IOException {
        List<Integer> ports = FreePorts.find(5);
        var passwords = TestSettings.passwords();
        this.folder = folder;
        postgres =
                new EmbeddedPostgres(cache, folder.resolve("postgresql"), ports.get(0), "postgres", POSTGRES_SETTINGS);
        kafka = new EmbeddedKafka(
                folder.resolve("kafka"),
                ports.get(1),
                ports.get(2),
                Topics.all(),
                ConnectionSettings.kafkaPasswords(passwords));
        secondKafka = kafka.second(folder.resolve("kafka-2"), ports.get(4));
        redis = new EmbeddedRedis(
                cache, folder.resolve("redis"), ports.get(3), ConnectionSettings.redisPassword(passwords));
    }

    /** What the first caller started. Called on the copy of this class in the JVM's own class loader. */
    static synchronized Map<String, Callable<Object>> shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** Returns what {@link TestInfrastructure} offers, by name. */
    static Map<String, Callable<Object>> start() {
        try {
            Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
            var servers = new TestServers(Files.createTempDirectory("belastbar-test-"), cache);
            Runtime.getRuntime().addShutdownHook(new Thread(servers::stopAll));
            servers.startAll();
            return servers.offer();
        } catch (IOException e) {
            throw new IllegalStateException("test infrastructure", e);
        }
    }

    private void startAll() {
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> run(() -> {
                            postgres.start();
                            PlatformDatabases.create(postgres, TestSettings.passwords());
                        })),
                        CompletableFuture.runAsync(() -> run(kafka::start)),
                        CompletableFuture.runAsync(() -> run(redis::start)))
                .join();
    }

    private Map<String, Callable<Object>> offer() {
        var settings = TestSettings.of(postgres.port(), kafka.port(), redis.port());
        var offer = new LinkedHashMap<String, Callable<Object>>();
        offer.put("settings", () -> settings);
        Map.of("postgres", postgres, "kafka", kafka, "secondKafka", secondKafka, "redis", redis)
                .forEach((name, server) -> {
                    offer.put(name + ".start", action(server::start));
                    offer.put(name + ".stop", action(server::stop));
                    offer.put(name + ".kill", action(server::kill));
                    offer.put(name + ".pause", action(server::pause));
                    offer.put(name + ".resume", action(server::resume));
                });
        return Map.copyOf(offer);
    }

    private void stopAll() {
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> run(kafka::kill)),
                        CompletableFuture.runAsync(() -> run(secondKafka::kill)),
                        CompletableFuture.runAsync(() -> run(postgres::kill)),
                        CompletableFuture.runAsync(() -> run(redis::kill)))
                .handle((done, failure) -> null)
                .join();
        run(() -> PrivateFolder.delete(folder));
    }

    private static Callable<Object> action(Step step) {
        return () -> {
            step.run();
            return "done";
        };
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
