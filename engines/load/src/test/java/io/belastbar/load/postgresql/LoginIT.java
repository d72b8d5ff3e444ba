package io.belastbar.load.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Exchange;
import io.belastbar.load.http.Certificates;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.Scenario.SqlOptions;
import io.belastbar.load.transport.HostAddresses;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a name to a connection that takes scripts, and why there is none. */
class LoginIT extends PostgresLab {

    @Test
    void theLoopAnswersWhileANameIsLookedUpAndALoginIsComputed() throws Exception {
        BlockingQueue<Runnable> slow = new LinkedBlockingQueue<>();
        PostgresDriver driver = new PostgresDriver(
                loops.next(), target("app", PASSWORD, ""), settings(1), InetAddress::getAllByName, slow::add);
        CompletableFuture<Boolean> ready = open(driver);

        for (String work : List.of("the look-up", "the hashing")) {
            Runnable pending = slow.poll(60, TimeUnit.SECONDS);
            assertThat(pending).as(work).isNotNull();
            for (int beat = 0; beat < 100; beat++) {
                assertThat(onLoop(() -> "beat")).isEqualTo("beat");
            }
            assertThat(ready).as(work).isNotDone();
            pending.run();
        }

        assertThat(ready.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(slow).isEmpty();
        assertThat(send(step(driver, "{ sql: SELECT 1 }"), Map.of())).isInstanceOf(Exchange.SqlAnswer.class);
    }

    @Test
    void aLoginThatIsHashedAHundredThousandTimesSucceeds() throws Exception {
        execute("SET scram_iterations = 100000; CREATE ROLE hashed LOGIN PASSWORD 'slow'");
        PostgresDriver driver = driver(target("hashed", "slow", ""), SqlOptions.DEFAULT, 4, PATIENCE);

        assertThat(onLoop(() -> driver.health().open())).isEqualTo(4);
    }

    @Test
    void allAddressesOfANameAreTriedAndTheOneThatAnsweredIsKept() throws Exception {
        List<String> lookUps = new ArrayList<>();
        HostAddresses.Names two = host -> {
            lookUps.add(host);
            return new InetAddress[] {address("127.0.0.2"), address("127.0.0.1")};
        };
        PostgresTarget named = new PostgresTarget(
                "database.example", postgres.port(), "postgres", PostgresTarget.SslMode.PREFER, "app", PASSWORD);
        PostgresDriver driver = new PostgresDriver(loops.next(), named, settings(1), two, Runnable::run);
        open(driver).get(60, TimeUnit.SECONDS);
        PreparedStep end = step(driver, "{ sql: \"SELECT pg_terminate_backend(pg_backend_pid())\" }");
        PreparedStep select = step(driver, "{ sql: SELECT 1 }");

        assertThat(send(select, Map.of())).isInstanceOf(Exchange.SqlAnswer.class);
        send(end, Map.of());
        assertThat(send(select, Map.of())).isInstanceOf(Exchange.SqlAnswer.class);
        assertThat(lookUps).containsExactly("database.example");
    }

    @Test
    void aNameWithoutAddressIsSaid() throws Exception {
        HostAddresses.Names none = host -> {
            throw new UnknownHostException(host);
        };
        PostgresTarget named =
                new PostgresTarget("nowhere.example", 5432, "postgres", PostgresTarget.SslMode.PREFER, "app", PASSWORD);
        PostgresDriver driver = new PostgresDriver(loops.next(), named, settings(1), none, Runnable::run);
        open(driver).get(60, TimeUnit.SECONDS);

        assertThat(send(step(driver, "{ sql: SELECT 1 }"), Map.of()))
                .isEqualTo(
                        new Exchange.Failed(ErrorClass.NAME_UNRESOLVED, "the name 'nowhere.example' has no address"));
    }

    @ParameterizedTest
    @CsvSource({
        "app,wrong,postgres,28P01,password authentication failed for user \"app\"",
        "nobody,x,postgres,28P01,password authentication failed for user \"nobody\"",
        "app,geh€im,missing,3D000,database \"missing\" does not exist",
        "barred,x,postgres,28000,role \"barred\" is not permitted to log in",
        "full,x,postgres,53300,too many connections for role \"full\""
    })
    void aRefusedLoginFailsEveryScriptThatWaitsWithTheServersWords(
            String user, String password, String database, String code, String message) throws Exception {
        execute("DROP ROLE IF EXISTS barred; CREATE ROLE barred NOLOGIN PASSWORD 'x'");
        execute("DROP ROLE IF EXISTS \"full\"; CREATE ROLE \"full\" LOGIN PASSWORD 'x' CONNECTION LIMIT 0");
        PostgresTarget target = PostgresTarget.of(
                URI.create("postgresql://127.0.0.1:" + postgres.port() + "/" + database), user, password);
        PostgresDriver driver = driver(target, SqlOptions.DEFAULT, 3, PATIENCE);
        PreparedStep select = step(driver, "{ sql: SELECT 1 }");

        List<CompletableFuture<Exchange>> ends = new ArrayList<>();
        for (int script = 0; script < 20; script++) {
            ends.add(begin(select, Map.of()));
        }

        for (CompletableFuture<Exchange> end : ends) {
            Exchange.Failed failed = (Exchange.Failed) end.get(60, TimeUnit.SECONDS);
            assertThat(failed.cause()).isEqualTo(ErrorClass.CONNECTION_FAILED);
            assertThat(failed.code()).isEqualTo(code);
            assertThat(failed.detail()).contains(message);
        }
        assertThat(onLoop(() -> driver.health().waitingMax())).isZero();
    }

    /** What a script that takes too long has cost: a second connection, whose content must not be read on its way. */
    @Test
    void theRequestToCancelIsEncryptedIfTheConnectionIs(@TempDir Path folder) throws Exception {
        speakTls(folder);
        try (Relay relay = new Relay(postgres.port())) {
            URI url = URI.create("postgresql://127.0.0.1:" + relay.port() + "/postgres?sslmode=require");
            PostgresDriver driver =
                    driver(PostgresTarget.of(url, "app", PASSWORD), SqlOptions.DEFAULT, 1, Duration.ofMillis(500));

            Exchange.Failed failed = (Exchange.Failed)
                    send(step(driver, "{ sql: \"SELECT pg_sleep(60) AS belastbar_secret\" }"), Map.of());

            assertThat(failed.cause()).isEqualTo(ErrorClass.TIMEOUT);
            await().atMost(PATIENCE)
                    .until(() -> count("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                                    + " AND query LIKE '%belastbar_secret%' AND pid <> pg_backend_pid()")
                            == 0);
            byte[] sslRequest = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(relay.said()).hasSize(2).allSatisfy(bytes -> assertThat(bytes)
                            .startsWith(sslRequest)
                            .hasSizeGreaterThan(100)));
        }
    }

    /** The server's own programs write the files, since they must be its own. */
    private static void speakTls(Path folder) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Certificates.naming(folder, "ip:127.0.0.1"))) {
            store.load(in, Certificates.PASSWORD);
        }
        write("server.crt", "CERTIFICATE", store.getCertificate("a").getEncoded());
        write(
                "server.key",
                "PRIVATE KEY",
                store.getKey("a", Certificates.PASSWORD).getEncoded());
        execute("ALTER SYSTEM SET ssl = on");
        execute("SELECT pg_reload_conf()");
        await().atMost(PATIENCE).until(() -> count("SELECT (current_setting('ssl') = 'on')::int") == 1);
    }

    private static void write(String file, String kind, byte[] content) throws Exception {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind + "-----";
        execute("COPY (SELECT unnest(string_to_array('" + text + "', chr(10)))) TO PROGRAM 'umask 077; cat > " + file
                + "'");
    }

    private static PostgresTarget target(String user, String password, String query) {
        return PostgresTarget.of(
                URI.create("postgresql://127.0.0.1:" + postgres.port() + "/postgres" + query), user, password);
    }

    private static PostgresSettings settings(int connections) {
        return new PostgresSettings(SqlOptions.DEFAULT, connections, PATIENCE, PATIENCE, "tenant");
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }
}
