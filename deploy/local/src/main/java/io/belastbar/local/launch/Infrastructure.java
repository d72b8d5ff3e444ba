package io.belastbar.local.launch;

import io.belastbar.embedded.Topics;
import io.belastbar.embedded.kafka.EmbeddedKafka;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.embedded.postgres.PlatformDatabases;
import io.belastbar.embedded.redis.EmbeddedRedis;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.home.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** PostgreSQL, Kafka and Redis of one home, with durable settings. */
final class Infrastructure {
    private static final int PARTITIONS = 6;
    private static final List<String> POSTGRES_SETTINGS = List.of(
            "max_connections=150",
            "shared_buffers=128MB",
            "shared_preload_libraries=pg_stat_statements",
            "pg_stat_statements.track=all",
            "track_io_timing=on");

    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;
    private final EmbeddedRedis redis;
    private final Secrets secrets;
    private final ChildStarter starter;

    Infrastructure(BelastbarHome home, PortPlan ports, Secrets secrets, ChildStarter starter) throws IOException {
        Path cache = BelastbarHome.cache();
        Path data = home.data();
        this.secrets = secrets;
        this.starter = starter;
        postgres = new EmbeddedPostgres(
                cache, data.resolve("postgresql"), ports.postgres(), secrets.administrator(), POSTGRES_SETTINGS);
        kafka = new EmbeddedKafka(
                data.resolve("kafka"), ports.kafka(), ports.kafkaController(), PARTITIONS, Topics.all());
        redis = new EmbeddedRedis(cache, data.resolve("redis"), ports.redis());
    }

    CompletableFuture<Void> start(Executor executor) {
        return CompletableFuture.allOf(
                starter.start("postgresql", "postgresql://127.0.0.1:" + postgres.port(), executor, () -> {
                    postgres.start();
                    PlatformDatabases.create(postgres, secrets.passwords());
                }),
                starter.start("kafka", "127.0.0.1:" + kafka.port(), executor, kafka::start),
                starter.start("redis", "redis://127.0.0.1:" + redis.port(), executor, redis::start));
    }

    /** Stops all three side by side; the services are gone by now. */
    void stop(Executor executor) {
        CompletableFuture.allOf(
                        ChildStarter.quietly(executor, postgres::stop),
                        ChildStarter.quietly(executor, kafka::stop),
                        ChildStarter.quietly(executor, redis::stop))
                .join();
    }

    /** The first of the three that has died; null when all live. */
    String dead() {
        if (!postgres.isAlive()) {
            return "postgresql";
        }
        if (!kafka.isAlive()) {
            return "kafka";
        }
        return redis.isAlive() ? null : "redis";
    }
}
