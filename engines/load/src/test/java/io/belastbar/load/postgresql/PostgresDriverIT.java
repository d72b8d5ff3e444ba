package io.belastbar.load.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.Scenario.SqlOptions;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real PostgreSQL 18. */
class PostgresDriverIT extends PostgresLab {

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void aTenantSeesItsOwnRowsOnlyHoweverTheScriptIsSent(boolean pipelining, boolean prepared) throws Exception {
        PostgresDriver driver = driver(new SqlOptions(1, pipelining, prepared, "app.tenant"), 1, PASSWORD);
        PreparedStep count = step(driver, "{ sql: \"SELECT count(*) AS n FROM item\", extract: { n: n } }");

        assertThat(row(send(count, Map.of("tenant", "red")))).containsEntry("n", "50");
        assertThat(row(send(count, Map.of("tenant", "nobody")))).containsEntry("n", "0");
        assertThat(row(send(count, Map.of("tenant", "blue")))).containsEntry("n", "50");
    }

    @Test
    void aTenantsSettingDoesNotLeakIntoTheNextScript() throws Exception {
        PostgresDriver tenant = driver(new SqlOptions(1, true, true, "app.tenant"), 1, PASSWORD);
        PreparedStep setting =
                step(tenant, "{ sql: \"SELECT current_setting('app.tenant', true) AS t\", extract: { t: t } }");

        assertThat(row(send(setting, Map.of("tenant", "red")))).containsEntry("t", "red");
        assertThat(row(send(setting, Map.of("tenant", "")))).containsEntry("t", "");
    }

    @Test
    void parametersAreSentAndTextsComeBackAsTheyAre() throws Exception {
        PostgresDriver driver = driver(SqlOptions.DEFAULT, 1, PASSWORD);
        PreparedStep echo = step(
                driver,
                "{ sql: \"SELECT $1::text AS text, $2::int + 1 AS more, NULL AS nothing\","
                        + " parameters: [\"${vu}\", \"41\"], extract: { t: text } }");

        Map<String, String> row = row(send(echo, Map.of("vu", "'; DROP TABLE item; -- größe €")));

        assertThat(row)
                .containsEntry("text", "'; DROP TABLE item; -- größe €")
                .containsEntry("more", "42")
                .doesNotContainKey("nothing");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aFaultWithinATransactionRollsBackAndTheConnectionGoesOn(boolean pipelining) throws Exception {
        PostgresDriver driver = driver(new SqlOptions(1, pipelining, true, null), 1, PASSWORD);
        PreparedStep broken = step(
                driver,
                "{ sql: [\"UPDATE open_item SET qty = 99 WHERE id = 1\", \"SELECT 1 / 0\"], transaction: true }");
        PreparedStep read = step(driver, "{ sql: \"SELECT qty FROM open_item WHERE id = 1\", extract: { q: qty } }");

        Exchange.Failed failed = (Exchange.Failed) send(broken, Map.of());

        assertThat(failed.cause()).isEqualTo(ErrorClass.SQL_ERROR);
        assertThat(failed.code()).isEqualTo("22012");
        assertThat(failed.detail()).isEqualTo("division by zero");
        assertThat(row(send(read, Map.of()))).containsEntry("qty", "1");
        assertThat(driver.health().open()).isEqualTo(1);
    }

    @Test
    void aStatementThatCannotBePreparedFailsEachTimeAndHarmsNoOther() throws Exception {
        PostgresDriver driver = driver(SqlOptions.DEFAULT, 1, PASSWORD);
        PreparedStep wrong = step(driver, "{ sql: \"SELECT nonsense FROM nowhere\" }");
        PreparedStep good = step(driver, "{ sql: \"SELECT 1\" }");

        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(((Exchange.Failed) send(wrong, Map.of())).code()).isEqualTo("42P01");
            assertThat(send(good, Map.of())).isEqualTo(new Exchange.SqlAnswer(1, null, ""));
        }
    }

    @Test
    void statementsOutsideATransactionCommitByThemselves() throws Exception {
        PostgresDriver driver = driver(SqlOptions.DEFAULT, 1, PASSWORD);
        PreparedStep half = step(driver, "{ sql: [\"UPDATE open_item SET qty = 5 WHERE id = 2\", \"SELECT 1 / 0\"] }");
        PreparedStep read = step(driver, "{ sql: \"SELECT qty FROM open_item WHERE id = 2\", extract: { q: qty } }");

        send(half, Map.of());

        assertThat(row(send(read, Map.of()))).containsEntry("qty", "5");
    }

    @Test
    void aDeadlockIsAConflict() throws Exception {
        PostgresDriver driver = driver(SqlOptions.DEFAULT, 2, PASSWORD);
        PreparedStep first = step(
                driver,
                "{ sql: [\"UPDATE open_item SET qty = qty WHERE id = 1\", \"SELECT pg_advisory_xact_lock_shared(7)\","
                        + " \"UPDATE open_item SET qty = qty WHERE id = 2\"], transaction: true }");
        PreparedStep second = step(
                driver,
                "{ sql: [\"UPDATE open_item SET qty = qty WHERE id = 2\", \"SELECT pg_advisory_xact_lock_shared(7)\","
                        + " \"UPDATE open_item SET qty = qty WHERE id = 1\"], transaction: true }");

        CompletableFuture<Exchange> one;
        CompletableFuture<Exchange> other;
        try (Connection gate = postgres.connect("postgres");
                Statement sql = gate.createStatement()) {
            sql.execute("SELECT pg_advisory_lock(7)");
            one = begin(first, Map.of());
            other = begin(second, Map.of());
            // Each holds its first row before either asks for the other's.
            await().atMost(PATIENCE)
                    .until(() ->
                            count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == 2);
        }

        List<Exchange> ends = List.of(one.get(60, TimeUnit.SECONDS), other.get(60, TimeUnit.SECONDS));
        assertThat(ends)
                .filteredOn(Exchange.Failed.class::isInstance)
                .singleElement()
                .satisfies(end -> assertThat(((Exchange.Failed) end).cause()).isEqualTo(ErrorClass.SQL_CONFLICT));
    }

    @Test
    void aStatementThatTakesTooLongIsCancelledOnTheServer() throws Exception {
        PostgresDriver driver = driver(SqlOptions.DEFAULT, 1, PASSWORD, Duration.ofMillis(300));
        PreparedStep slow = step(driver, "{ sql: \"SELECT pg_sleep(60) AS belastbar_slow\" }");

        Exchange.Failed failed = (Exchange.Failed) send(slow, Map.of());

        assertThat(failed.cause()).isEqualTo(ErrorClass.TIMEOUT);
        await().atMost(PATIENCE)
                .until(() -> count("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                                + " AND query LIKE '%belastbar_slow%' AND pid <> pg_backend_pid()")
                        == 0);
        PreparedStep next = step(driver, "{ sql: \"SELECT 1\" }");
        await().atMost(PATIENCE).until(() -> send(next, Map.of()) instanceof Exchange.SqlAnswer);
    }

    /** Time-outs are looked for every 50 ms here: what is answered in between comes too late as well. */
    @Test
    void anAnswerBehindItsDeadlineIsATimeOutThoughNobodyHasLookedYet() throws Exception {
        PostgresDriver driver = driver(SqlOptions.DEFAULT, 9, PASSWORD, Duration.ofSeconds(1));
        List<CompletableFuture<Exchange>> late = new ArrayList<>();
        for (int millis = 1_005; millis < 1_050; millis += 5) {
            late.add(begin(step(driver, "{ sql: \"SELECT pg_sleep(" + millis / 1e3 + ")\" }"), Map.of()));
        }

        for (CompletableFuture<Exchange> each : late) {
            Exchange end = each.get(60, TimeUnit.SECONDS);
            assertThat(end).isInstanceOfSatisfying(Exchange.Failed.class, failed -> assertThat(failed.cause())
                    .isEqualTo(ErrorClass.TIMEOUT));
        }
    }

    @Test
    void theServersOwnTimeOutIsOneToo() throws Exception {
        PostgresDriver driver = driver(SqlOptions.DEFAULT, 1, PASSWORD);
        PreparedStep slow = step(
                driver,
                "{ sql: [\"SET LOCAL statement_timeout = '100ms'\", \"SELECT pg_sleep(30)\"], transaction: true }");

        assertThat(((Exchange.Failed) send(slow, Map.of())).cause()).isEqualTo(ErrorClass.TIMEOUT);
    }

    @Test
    void aWrongPasswordIsNoConnectionAndSaysWhy() throws Exception {
        PostgresDriver driver = driver(SqlOptions.DEFAULT, 1, "wrong");

        Exchange.Failed failed = (Exchange.Failed) send(step(driver, "{ sql: \"SELECT 1\" }"), Map.of());

        assertThat(failed.cause()).isEqualTo(ErrorClass.CONNECTION_FAILED);
        assertThat(failed.detail()).contains("password authentication failed");
    }

    @Test
    void aConnectionThatIsEndedFailsItsScriptAndIsMadeAnew() throws Exception {
        PostgresDriver driver = driver(SqlOptions.DEFAULT, 1, PASSWORD);
        PreparedStep slow = step(driver, "{ sql: \"SELECT pg_sleep(60) AS belastbar_victim\" }");

        CompletableFuture<Exchange> running = begin(slow, Map.of());
        await().atMost(PATIENCE)
                .until(() -> count(
                                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                        + " WHERE query LIKE '%belastbar_victim%' AND state = 'active' AND pid <> pg_backend_pid()")
                        == 1);

        assertThat(((Exchange.Failed) running.get(60, TimeUnit.SECONDS)).cause())
                .isEqualTo(ErrorClass.CONNECTION_CLOSED);
        assertThat(send(step(driver, "{ sql: \"SELECT 1\" }"), Map.of())).isInstanceOf(Exchange.SqlAnswer.class);
    }

    @Test
    void manyScriptsShareFewConnectionsAndTheirWaitIsCounted() throws Exception {
        PostgresDriver driver = driver(SqlOptions.DEFAULT, 3, PASSWORD);

        nap100Times(driver);

        // Those of the tests before are gone a moment after they were closed.
        await().atMost(PATIENCE).until(() -> connections() == 3);
        assertThat(onLoop(driver::health).starved()).isEqualTo(97);
    }

    @Test
    void moreConnectionsAreOpenedWhenScriptsWaitAndMoreAreAllowed() throws Exception {
        PostgresDriver driver = driver(SqlOptions.DEFAULT, 1, PASSWORD);

        onLoop(() -> {
            driver.connections(10);
            return true;
        });
        nap100Times(driver);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(connections()).isBetween(2, 10));
    }

    private static void nap100Times(PostgresDriver driver) throws Exception {
        PreparedStep nap = step(driver, "{ sql: \"SELECT pg_sleep(0.01)\" }");
        for (CompletableFuture<Exchange> one : beginAtOnce(nap, 100)) {
            assertThat(one.get(60, TimeUnit.SECONDS)).isInstanceOf(Exchange.SqlAnswer.class);
        }
    }

    private static int connections() throws Exception {
        return count("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'belastbar-load'");
    }

    @Test
    void wideRowsAreCountedWithoutBeingKept() throws Exception {
        PostgresDriver driver = driver(SqlOptions.DEFAULT, 1, PASSWORD);
        PreparedStep wide = step(driver, "{ sql: \"SELECT repeat('x', 1000000) FROM generate_series(1, 20)\" }");

        assertThat(send(wide, Map.of())).isEqualTo(new Exchange.SqlAnswer(20, null, ""));
    }

    @Test
    void anAddressThatIsNoPostgresqlIsAProtocolError() throws Exception {
        try (java.net.ServerSocket other = new java.net.ServerSocket(0)) {
            Thread.ofVirtual().start(() -> {
                while (!other.isClosed()) {
                    try (java.net.Socket caller = other.accept()) {
                        caller.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                    } catch (java.io.IOException gone) {
                        // The driver has closed, or the test is over.
                    }
                }
            });
            PostgresTarget target = PostgresTarget.of(
                    URI.create("postgresql://127.0.0.1:" + other.getLocalPort() + "/postgres"), "app", PASSWORD);
            PostgresDriver driver = driver(target, SqlOptions.DEFAULT, 1, PATIENCE);

            Exchange.Failed failed = (Exchange.Failed) send(step(driver, "{ sql: \"SELECT 1\" }"), Map.of());

            assertThat(failed.cause()).isIn(ErrorClass.PROTOCOL_ERROR, ErrorClass.CONNECTION_FAILED);
        }
    }
}
