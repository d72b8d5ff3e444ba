package io.belastbar.rights.deployed;

import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.embedded.redis.EmbeddedRedis;
import io.belastbar.rights.database.ClusterDatabase;
import io.belastbar.rights.kafka.AuthorizedKafka;
import io.belastbar.rights.kafka.KafkaUser;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The five services as the manifests describe them, with a PostgreSQL, a Kafka and a Redis that know only their roles and users. */
final class DeployedPlatform implements AutoCloseable {
    private static final String TOKEN = "token-of-the-services";
    private static final String ALERTS_TOKEN = "token-of-the-alerts";

    private final ClusterDatabase database = ClusterDatabase.ofTheManifests();
    private final Map<String, DeployedService> services = new LinkedHashMap<>();
    private final Deque<Ending> endings = new ArrayDeque<>();
    private final Path folder;
    private EmbeddedPostgres postgres;
    private EmbeddedRedis redis;
    private AuthorizedKafka kafka;

    private interface Ending {
        void run() throws Exception;
    }

    private DeployedPlatform(Path folder) {
        this.folder = folder;
    }

    static DeployedPlatform start(Path folder) throws Exception {
        var platform = new DeployedPlatform(folder);
        try {
            platform.startServers();
            platform.startServices();
            return platform;
        } catch (Exception failed) {
            platform.close();
            throw failed;
        }
    }

    DeployedService service(String name) {
        return services.get(name);
    }

    AuthorizedKafka kafka() {
        return kafka;
    }

    Connection asAdministrator() throws SQLException {
        return postgres.connect(database.name());
    }

    /** Puts a message into a service's outbox as the service's role; no handler knows its type. */
    void append(String service, String topic) throws SQLException {
        try (Connection role = database.connect(postgres, service, database.name());
                var insert = role.prepareStatement("""
                        INSERT INTO outbox_event (topic, key, headers, data, created_at)
                        VALUES (?, 'trial', '{"ce_type": "trial.of-rights.v1"}', '\\x7b7d', now())""")) {
            insert.setString(1, topic);
            insert.executeUpdate();
        }
    }

    /** Every outbox is empty, and every consumer has met a message that it cannot read on each of its topics. */
    boolean isSettled() throws SQLException {
        for (KafkaUser user : KafkaUser.all().toList()) {
            long waiting = number("SELECT count(*) FROM " + user + ".outbox_event WHERE published_at IS NULL");
            long topics = number("SELECT count(DISTINCT topic) FROM " + user + ".dead_letter");
            if (waiting > 0 || topics < user.topicsRead().size()) {
                return false;
            }
        }
        return true;
    }

    private long number(String query) throws SQLException {
        try (Connection admin = asAdministrator();
                var rows = admin.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        while (!endings.isEmpty()) {
            try {
                endings.pop().run();
            } catch (Exception e) {
                throw new IllegalStateException("not ended; the guard ends it with this JVM", e);
            }
        }
    }

    private void startServers() throws Exception {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
        List<Integer> ports = FreePorts.find(2);
        postgres = new EmbeddedPostgres(
                cache,
                folder.resolve("postgresql"),
                ports.get(0),
                "superuser",
                List.of("fsync=off", "max_connections=100"));
        endings.push(postgres::kill);
        redis = new EmbeddedRedis(cache, folder.resolve("redis"), ports.get(1), "password-of-redis");
        endings.push(redis::kill);
        postgres.start();
        redis.start();
        database.make(postgres, database.statements());
        kafka = AuthorizedKafka.start(folder);
        endings.push(kafka::close);
    }

    private void startServices() throws Exception {
        List<ListedService> all = Services.all();
        List<Integer> ports = FreePorts.find(all.size());
        var here = here();
        for (int at = 0; at < all.size(); at++) {
            here.put(
                    "BELASTBAR_URL_" + all.get(at).name().toUpperCase(Locale.ROOT),
                    "http://127.0.0.1:" + ports.get(at));
        }
        for (int at = 0; at < all.size(); at++) {
            var service = new DeployedService(all.get(at), folder, ports.get(at), secrets(), here);
            services.put(all.get(at).name(), service);
            endings.push(service::kill);
        }
        CompletableFuture.allOf(services.values().stream()
                        .map(service -> CompletableFuture.runAsync(() -> start(service)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static void start(DeployedService service) {
        try {
            service.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, String> here() {
        var here = new HashMap<String, String>();
        here.put(
                "BELASTBAR_POSTGRESQL_URL", "postgresql://127.0.0.1:%d/%s".formatted(postgres.port(), database.name()));
        here.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + kafka.broker().port());
        here.put("KAFKA_SSL_TRUSTSTORE_LOCATION", kafka.broker().certificate().toString());
        here.put(
                "BELASTBAR_CHAOS_RECORD_KEY_FILE",
                folder.resolve("record-key.pem").toString());
        here.put("BELASTBAR_CHAOS_PROBE_FOLDER", folder.resolve("probes").toString());
        return here;
    }

    private Map<String, String> secrets() {
        var secrets = new HashMap<String, String>();
        for (String role : database.roles()) {
            secrets.put("belastbar-db-" + role + "/password", ClusterDatabase.password(role));
        }
        KafkaUser.all()
                .map(KafkaUser::name)
                .forEach(user ->
                        secrets.put(user + "/sasl.jaas.config", kafka.broker().login(user)));
        secrets.put("belastbar-redis/url", "redis://:password-of-redis@127.0.0.1:" + redis.port());
        secrets.put("belastbar-service-token/token", TOKEN);
        secrets.put("belastbar-service-token/sha256", sha256(TOKEN));
        secrets.put("belastbar-alerts-token/token", ALERTS_TOKEN);
        secrets.put("belastbar-alerts-token/sha256", sha256(ALERTS_TOKEN));
        return secrets;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
