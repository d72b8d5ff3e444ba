package io.belastbar.embedded.otheruser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belastbar.embedded.ConnectionSettings;
import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.PrivateFolder;
import io.belastbar.embedded.Topics;
import io.belastbar.embedded.kafka.EmbeddedKafka;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.embedded.postgres.PlatformDatabases;
import io.belastbar.embedded.redis.EmbeddedRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever else has an account on the machine gets nothing from any port, file or process list. */
@Tag("proof")
class OtherUserIT {
    private static final Map<String, String> PASSWORDS = ConnectionSettings.ACCOUNTS.stream()
            .collect(Collectors.toMap(account -> account, account -> "hidden-" + account.replace('.', '-')));

    private static Path folder;
    private static Path home;
    private static EmbeddedPostgres postgres;
    private static EmbeddedKafka kafka;
    private static EmbeddedRedis redis;
    private static List<Integer> ports;
    private static String classPath;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(OtherUser.isPossible(), "this user may not become another one");
        // Outside the user's folder, which nobody could enter anyway.
        folder = Files.createTempDirectory("belastbar-other-user-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        classPath = OtherUser.readableClassPath(folder);
        home = PrivateFolder.make(folder.resolve("home"));
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
        ports = FreePorts.find(4);
        var settings = List.of("fsync=off", "shared_preload_libraries=pg_stat_statements");
        postgres = new EmbeddedPostgres(cache, home.resolve("postgresql"), ports.get(0), "hidden-superuser", settings);
        kafka = new EmbeddedKafka(
                home.resolve("kafka"),
                ports.get(1),
                ports.get(2),
                Topics.all(),
                ConnectionSettings.kafkaPasswords(PASSWORDS));
        redis = new EmbeddedRedis(
                cache, home.resolve("redis"), ports.get(3), ConnectionSettings.redisPassword(PASSWORDS));
        postgres.start();
        kafka.start();
        redis.start();
        PlatformDatabases.create(postgres, PASSWORDS);
    }

    @AfterAll
    static void stop() throws Exception {
        if (redis != null) {
            redis.kill();
            kafka.kill();
            postgres.kill();
        }
        if (folder != null) {
            PrivateFolder.delete(folder);
        }
    }

    @Test
    void noPortAnswersWhoHasNoPassword() throws Exception {
        assertThat(probe("guess", "guess", "guess"))
                .containsExactly(
                        "postgres 28P01",
                        "kafka-budget SaslAuthenticationException",
                        "kafka-anonymous TimeoutException",
                        "kafka-produce TimeoutException",
                        "controller-anonymous TimeoutException",
                        "controller-budget UnsupportedSaslMechanismException",
                        "redis -NOAUTH",
                        "redis -NOAUTH",
                        "redis -NOAUTH",
                        "redis -NOAUTH",
                        "redis-auth -WR");
    }

    @Test
    void whoKnowsThePasswordsGetsInWhereTheyAreFor() throws Exception {
        assertThat(probe("hidden-superuser", PASSWORDS.get("kafka.budget"), PASSWORDS.get("redis")))
                .contains("postgres in true", "kafka-budget in", "redis-auth +OK")
                .contains("kafka-anonymous TimeoutException", "controller-budget UnsupportedSaslMechanismException");
    }

    @Test
    void noFileCanBeReadAndNoFolderListed() throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.walk(home)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSizeGreaterThan(100);
        var read = new ArrayList<>(List.of("sh", "-c", "find $0 | wc -l; cat \"$@\" | wc -c", home.toString()));
        files.forEach(file -> read.add(file.toString()));

        assertThat(numbers(OtherUser.outputAsMyself(read))).allMatch(number -> number > 1000);
        assertThat(numbers(OtherUser.output(read)))
                .as("the home itself, and no byte")
                .containsExactly(1L, 0L);
    }

    @Test
    void noCommandLineAndNoEnvironmentTellsAPassword() throws Exception {
        var read = List.of("sh", "-c", "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ | tr '\\0' ' '");

        assertThat(OtherUser.output(read))
                .contains("redis-server", "BrokerNode")
                .doesNotContain("hidden-");
        assertThat(OtherUser.outputAsMyself(read)).doesNotContain("hidden-");
    }

    private static List<Long> numbers(String lines) {
        return lines.lines().map(line -> Long.parseLong(line.strip())).toList();
    }

    private static List<String> probe(String superuser, String budget, String redisPassword) throws Exception {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", classPath, Probe.class.getName()));
        ports.forEach(port -> command.add(port.toString()));
        command.addAll(List.of(superuser, budget, redisPassword));
        return OtherUser.output(command).lines().toList();
    }
}
