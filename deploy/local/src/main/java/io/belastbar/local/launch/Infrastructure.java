package io.belastbar.local.launch;

import io.belastbar.embedded.ConnectionSettings;
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
import java.util.function.BooleanSupplier;

/** PostgreSQL, Kafka and Redis of one home, with durable settings. */
final class Infrastructure {
    private static final List<String> POSTGRES_SETTINGS = List.of(
            "max_connections=150",
            "shared_buffers=64MB",
            "shared_preload_libraries=pg_stat_statements",
            "pg_stat_statements.track=all",
            "track_io_timing=on");

    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;
    private final EmbeddedRedis redis;
    private final Secrets secrets;
    private final ChildStarter starter;
    private final Path data;

    Infrastructure(BelastbarHome home, PortPlan ports, Secrets secrets, ChildStarter starter) throws IOException {
        Path cache = BelastbarHome.cache();
        this.data = home.data();
        this.secrets = secrets;
        this.starter = starter;
        postgres = new EmbeddedPostgres(
                cache, data.resolve("postgresql"), ports.postgres(), secrets.administrator(), POSTGRES_SETTINGS);
        kafka = new EmbeddedKafka(
                data.resolve("kafka"),
                ports.kafka(),
                ports.kafkaController(),
                Topics.all(),
                ConnectionSettings.kafkaPasswords(secrets.passwords()));
        redis = new EmbeddedRedis(
                cache, data.resolve("redis"), ports.redis(), ConnectionSettings.redisPassword(secrets.passwords()));
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

    List<SupervisedChild> children() {
        return List.of(
                new Server("postgresql", postgres::isAlive, postgres::start),
                new Server("kafka", kafka::isAlive, kafka::start),
                new Server("redis", redis::isAlive, redis::start));
    }

    /** One of the three, as the supervision sees it. */
    private final class Server implements SupervisedChild {
        private final String name;
        private final BooleanSupplier alive;
        private final ChildStarter.Action start;

        private Server(String name, BooleanSupplier alive, ChildStarter.Action start) {
            this.name = name;
            this.alive = alive;
            this.start = start;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean isAlive() {
            return alive.getAsBoolean();
        }

        @Override
        public void startAgain() throws Exception {
            start.run();
        }

        @Override
        public String log() {
            return data.resolve(name + ".log").toString();
        }
    }
}
