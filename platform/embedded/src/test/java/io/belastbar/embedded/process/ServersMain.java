package io.belastbar.embedded.process;

import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.Topics;
import io.belastbar.embedded.kafka.EmbeddedKafka;
import io.belastbar.embedded.kafka.KafkaLogin;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.embedded.redis.EmbeddedRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * A launcher to be killed: starts the three servers of a home side by side, counts its boots in PostgreSQL, writes the
 * count to {@code ready}, and waits. Stops its children when it is asked to end.
 */
final class ServersMain {
    private ServersMain() {}

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        Path cache = Path.of(args[1]);
        Files.createDirectories(home);
        List<Integer> ports = FreePorts.find(4);
        var passwords = KafkaLogin.USERS.stream().collect(Collectors.toMap(user -> user, user -> "secret"));
        var postgres = new EmbeddedPostgres(cache, home.resolve("postgresql"), ports.get(0), "secret", List.of());
        var kafka = new EmbeddedKafka(home.resolve("kafka"), ports.get(1), ports.get(2), Topics.all(), passwords);
        var redis = new EmbeddedRedis(cache, home.resolve("redis"), ports.get(3), "secret");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> together(postgres::stop, kafka::stop, redis::stop)));
        together(postgres::start, kafka::start, redis::start);
        Path fresh = home.resolve("ready.tmp");
        Files.writeString(fresh, Integer.toString(countBoots(postgres)));
        Files.move(fresh, home.resolve("ready"));
        new CountDownLatch(1).await();
    }

    private static int countBoots(EmbeddedPostgres postgres) throws Exception {
        try (Connection connection = postgres.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS boot (at timestamptz)");
            statement.execute("INSERT INTO boot VALUES (now())");
            try (var rows = statement.executeQuery("SELECT count(*) FROM boot")) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static void together(Action... actions) {
        var running = new CompletableFuture<?>[actions.length];
        for (int i = 0; i < actions.length; i++) {
            Action action = actions[i];
            running[i] = CompletableFuture.runAsync(() -> {
                try {
                    action.run();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        CompletableFuture.allOf(running).join();
    }

    private interface Action {
        void run() throws Exception;
    }
}
