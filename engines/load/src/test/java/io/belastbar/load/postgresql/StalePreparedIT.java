package io.belastbar.load.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Exchange;
import io.belastbar.load.scenario.Scenario.SqlOptions;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was prepared does not stay as it was: tables change, poolers change processes, servers fail over. */
class StalePreparedIT extends PostgresLab {

    private static final int CONNECTIONS = 3;

    @BeforeEach
    void tables() throws SQLException {
        execute("DROP TABLE IF EXISTS wide, tally");
        execute("CREATE TABLE wide (id int)");
        execute("INSERT INTO wide VALUES (1)");
        execute("CREATE TABLE tally (n int)");
        execute("INSERT INTO tally VALUES (0)");
        execute("GRANT ALL ON wide, tally TO app");
    }

    @ParameterizedTest
    @CsvSource({"true,app.tenant", "true,", "false,app.tenant", "false,"})
    void aTableThatGainsAColumnInMidRunFailsNoScriptOnAnyConnection(boolean pipelining, String tenantSetting)
            throws Exception {
        PostgresDriver driver =
                driver(new SqlOptions(CONNECTIONS, pipelining, true, tenantSetting), CONNECTIONS, PASSWORD);
        PreparedStep all = step(driver, "{ sql: \"SELECT * FROM wide\", extract: { i: id } }");

        for (int change = 0; change < 3; change++) {
            onEach(all, CONNECTIONS);
            execute("ALTER TABLE wide ADD COLUMN c" + change + " int DEFAULT 7");
            onEach(all, 2 * CONNECTIONS);
        }

        assertThat(row(send(all, Map.of("tenant", "red")))).containsKeys("id", "c0", "c2");
        assertThat(driver.health().open()).isEqualTo(CONNECTIONS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTransactionThatIsSentAgainTakesEffectOnce(boolean pipelining) throws Exception {
        PostgresDriver driver = driver(new SqlOptions(1, pipelining, true, null), CONNECTIONS, PASSWORD);
        PreparedStep count =
                step(driver, "{ sql: [\"UPDATE tally SET n = n + 1\", \"SELECT * FROM wide\"], transaction: true }");

        onEach(count, CONNECTIONS);
        execute("ALTER TABLE wide ADD COLUMN more int");
        onEach(count, CONNECTIONS);

        assertThat(count("SELECT n FROM tally")).isEqualTo(2 * CONNECTIONS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void singleStatementsGoOnAtTheOneThatFailed(boolean pipelining) throws Exception {
        PostgresDriver driver = driver(new SqlOptions(1, pipelining, true, null), CONNECTIONS, PASSWORD);
        PreparedStep count = step(
                driver,
                "{ sql: [\"UPDATE tally SET n = n + 1\", \"SELECT * FROM wide\"], extract: { i: id },"
                        + " check: { rows: 1 } }");

        onEach(count, CONNECTIONS);
        execute("ALTER TABLE wide ADD COLUMN more int");
        onEach(count, CONNECTIONS);

        assertThat(count("SELECT n FROM tally")).isEqualTo(2 * CONNECTIONS);
    }

    @Test
    void nothingIsSentAgainOnceALaterStatementHasTakenEffect() throws Exception {
        PostgresDriver driver = driver(new SqlOptions(1, true, true, null), 1, PASSWORD);
        PreparedStep count = step(driver, "{ sql: [\"SELECT * FROM wide\", \"UPDATE tally SET n = n + 1\"] }");

        send(count, Map.of());
        execute("ALTER TABLE wide ADD COLUMN more int");
        Exchange.Failed once = (Exchange.Failed) send(count, Map.of());

        assertThat(once.code()).isEqualTo("0A000");
        assertThat(count("SELECT n FROM tally")).isEqualTo(2);
        assertThat(send(count, Map.of())).isInstanceOf(Exchange.SqlAnswer.class);
        assertThat(count("SELECT n FROM tally")).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"true,DEALLOCATE ALL", "true,DISCARD ALL", "false,DEALLOCATE ALL", "false,DISCARD ALL"})
    void aStepMayForgetWhatIsPrepared(boolean pipelining, String forget) throws Exception {
        PostgresDriver driver = driver(new SqlOptions(1, pipelining, true, null), 1, PASSWORD);
        PreparedStep select = step(driver, "{ sql: \"SELECT id FROM wide\" }");
        PreparedStep all = step(driver, "{ sql: \"" + forget + "\" }");
        PreparedStep within = step(driver, "{ sql: [\"SELECT 1\", \"" + forget + "\", \"SELECT 2\"] }");

        for (int round = 0; round < 3; round++) {
            assertThat(send(select, Map.of())).isInstanceOf(Exchange.SqlAnswer.class);
            assertThat(send(all, Map.of())).isInstanceOf(Exchange.SqlAnswer.class);
            assertThat(send(within, Map.of())).isInstanceOf(Exchange.SqlAnswer.class);
        }
    }

    /** As behind a pooler that gives each transaction another process of the server. */
    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void aProcessThatKnowsNothingIsToldAgain(boolean pipelining, boolean transaction) throws Exception {
        PostgresDriver driver = driver(new SqlOptions(1, pipelining, true, null), 1, PASSWORD);
        PreparedStep two = step(
                driver,
                "{ sql: [\"UPDATE tally SET n = n + 1\", \"SELECT id FROM wide\"], transaction: " + transaction + " }");
        PreparedStep silently = step(driver, "{ sql: \"DO 'BEGIN EXECUTE ''DEALLOCATE ALL''; END'\" }");

        for (int round = 0; round < 3; round++) {
            assertThat(send(silently, Map.of())).isInstanceOf(Exchange.SqlAnswer.class);
            assertThat(send(two, Map.of())).isInstanceOf(Exchange.SqlAnswer.class);
        }

        assertThat(count("SELECT n FROM tally")).isEqualTo(3);
    }

    @Test
    void aNameBelongsToOneTextWhateverElseALanePrepares() throws Exception {
        String names = "{ sql: \"SELECT name FROM pg_prepared_statements WHERE statement = 'SELECT 1'\","
                + " extract: { n: name } }";
        PostgresDriver one = driver(SqlOptions.DEFAULT, 1, PASSWORD);
        PostgresDriver other = driver(SqlOptions.DEFAULT, 1, PASSWORD);
        PreparedStep first = step(one, "{ sql: [\"SELECT 1\", \"SELECT 2\"] }");
        PreparedStep second = step(other, "{ sql: [\"SELECT 3\", \"SELECT 1\", \"SELECT 1\"] }");

        assertThat(send(first, Map.of())).isInstanceOf(Exchange.SqlAnswer.class);
        assertThat(send(second, Map.of())).isInstanceOf(Exchange.SqlAnswer.class);

        assertThat(row(send(step(one, names), Map.of()))).isEqualTo(row(send(step(other, names), Map.of())));
    }

    @Test
    void aNewProcessAfterAFailOverIsToldToo() throws Exception {
        PostgresDriver driver = driver(SqlOptions.DEFAULT, 2, PASSWORD);
        PreparedStep select = step(driver, "{ sql: \"SELECT id AS belastbar_over FROM wide\" }");
        onEach(select, 2);

        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%belastbar_over%'"
                + " AND pid <> pg_backend_pid()");
        await().atMost(PATIENCE).until(() -> onLoop(() -> driver.health().open()) == 0);

        onEach(select, 4);
    }

    @ParameterizedTest
    @CsvSource({"true,false,1", "false,false,0", "true,true,0", "false,true,0"})
    void pipeliningDecidesWhetherStatementsBehindAFailedOneRun(boolean pipelining, boolean transaction, int inserted)
            throws Exception {
        PostgresDriver driver = driver(new SqlOptions(1, pipelining, true, null), 1, PASSWORD);
        PreparedStep script = step(
                driver,
                "{ sql: [\"SELECT 1 / 0\", \"INSERT INTO wide VALUES (2)\"], transaction: " + transaction + " }");

        Exchange.Failed failed = (Exchange.Failed) send(script, Map.of());

        assertThat(failed.code()).isEqualTo("22012");
        assertThat(count("SELECT count(*) FROM wide WHERE id = 2")).isEqualTo(inserted);
    }

    /** Free connections take turns, so that many at once meet them all. */
    private static void onEach(PreparedStep step, int times) throws Exception {
        for (int turn = 0; turn < times; turn++) {
            CompletableFuture<Exchange> end = begin(step, Map.of("tenant", "red"));
            assertThat(end.get(60, TimeUnit.SECONDS)).isInstanceOf(Exchange.SqlAnswer.class);
        }
    }
}
