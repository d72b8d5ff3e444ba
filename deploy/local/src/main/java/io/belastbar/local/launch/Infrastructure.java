package io.belastbar.local.launch;

import io.belastbar.embedded.ConnectionSettings;
import io.belastbar.embedded.EmbeddedServer;
import io.belastbar.embedded.Topics;
import io.belastbar.embedded.kafka.EmbeddedKafka;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.embedded.postgres.PlatformDatabases;
import io.belastbar.embedded.redis.EmbeddedRedis;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.home.Secrets;
import io.belastbar.local.supervision.SupervisedChild;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** PostgreSQL, Kafka and Redis of one home, with durable settings. */
final class Infrastructure {
    /** What a service must find before it is started. */
    static final List<String> NAMES = List.of("postgresql", "kafka", "redis");

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
    private final Path data;

    Infrastructure(BelastbarHome home, PortPlan ports, Secrets secrets) throws IOException {
        Path cache = BelastbarHome.cache();
        this.data = home.data();
        this.secrets = secrets;
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

    List<SupervisedChild> children() {
        return List.of(
                new Server("postgresql", "postgresql://", postgres, data, () -> {
                    postgres.start();
                    PlatformDatabases.create(postgres, secrets.passwords());
                }),
                new Server("kafka", "", kafka, data, kafka::start),
                new Server("redis", "redis://", redis, data, redis::start));
    }

    /** One of the three, as the supervision sees it. */
    private record Server(String name, String scheme, EmbeddedServer server, Path data, Start toStart)
            implements SupervisedChild {
        @Override
        public String url() {
            return scheme + "127.0.0.1:" + server.port();
        }

        @Override
        public List<String> needs() {
            return List.of();
        }

        @Override
        public void start() throws Exception {
            toStart.run();
        }

        @Override
        public boolean isAlive() {
            return server.isAlive();
        }

        @Override
        public String fate() {
            return server.fate();
        }

        @Override
        public void stop() throws InterruptedException {
            server.stop();
        }

        @Override
        public void kill() throws InterruptedException {
            server.kill();
        }

        @Override
        public Path log() {
            return data.resolve(name + ".log");
        }
    }

    private interface Start {
        void run() throws Exception;
    }
}
