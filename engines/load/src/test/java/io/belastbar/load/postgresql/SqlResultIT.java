package io.belastbar.load.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Exchange;
import io.belastbar.load.scenario.Scenario.SqlOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script's results say of the values and rows that a scenario asks for. */
class SqlResultIT extends PostgresLab {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEarlierResultDoesNotStandInForARowThatIsMissing(boolean pipelining) throws Exception {
        Exchange.SqlAnswer answer = answer(
                pipelining,
                "{ sql: [\"SELECT 1 AS id, 2 AS other\", \"SELECT 3 AS id WHERE false\"],"
                        + " extract: { i: id, o: other } }");

        assertThat(answer.firstRow()).doesNotContainKey("id").containsEntry("other", "2");
        assertThat(answer.lacking()).isEqualTo("column 'id': the result has no row");
    }

    @Test
    void ofTwoResultsTheLaterOneCounts() throws Exception {
        Exchange.SqlAnswer answer =
                answer(true, "{ sql: [\"SELECT 1 AS id\", \"SELECT 3 AS id\"], extract: { i: id } }");

        assertThat(answer.firstRow()).containsEntry("id", "3");
        assertThat(answer.lacking()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1000000,", "1048700,1048", "5000000,5000"})
    void aRowThatIsTooLargeToBeReadIsSaid(int length, String bytesBegin) throws Exception {
        Exchange.SqlAnswer answer = answer(
                true,
                "{ sql: \"SELECT 1 AS id, repeat('x', " + length + ") AS x FROM generate_series(1, 3)\","
                        + " extract: { i: id } }");

        assertThat(answer.rows()).isEqualTo(3);
        if (bytesBegin == null) {
            assertThat(answer.firstRow()).containsEntry("id", "1");
        } else {
            assertThat(answer.lacking()).startsWith("column 'id': the first row has " + bytesBegin);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT NULL AS id, column 'id': it is NULL in the first row",
        "SELECT 1 AS other, column 'id': no result has it",
        "CREATE TEMP TABLE IF NOT EXISTS none (), column 'id': no result has it"
    })
    void aColumnWithoutAValueIsSaid(String sql, String lacking) throws Exception {
        assertThat(answer(true, "{ sql: \"" + sql + "\", extract: { i: id } }").lacking())
                .isEqualTo(lacking);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 WHERE false | 0",
                "SELECT generate_series(1, 20) | 20",
                "SELECT generate_series(1, 30000) | 30000",
                "INSERT INTO open_item SELECT i, 1 FROM generate_series(100, 111) i | 12",
                "UPDATE open_item SET qty = 3 WHERE id < 0 | 0",
                "DELETE FROM open_item WHERE id BETWEEN 100 AND 105 | 6",
                "SET work_mem = '8MB' | 0"
            })
    void rowsAreThoseOfTheLastStatementWithoutTheTenantsOwn(String sql, long rows) throws Exception {
        String setting = "app.tenant";
        for (boolean pipelining : new boolean[] {true, false}) {
            PostgresDriver driver = driver(new SqlOptions(1, pipelining, true, setting), 1, PASSWORD);
            execute("DELETE FROM open_item WHERE id >= 100");
            execute("INSERT INTO open_item SELECT i, 1 FROM generate_series(100, 111) i" + " WHERE $$" + sql
                    + "$$ LIKE 'DELETE%'");
            PreparedStep step = step(driver, "{ sql: [\"SELECT 1\", \"" + sql + "\"] }");

            Exchange.SqlAnswer answer = (Exchange.SqlAnswer) send(step, Map.of("tenant", "red"));

            assertThat(answer.rows()).isEqualTo(rows);
        }
    }

    private Exchange.SqlAnswer answer(boolean pipelining, String yaml) throws Exception {
        PostgresDriver driver = driver(new SqlOptions(1, pipelining, true, null), 1, PASSWORD);
        return (Exchange.SqlAnswer) send(step(driver, yaml), Map.of());
    }
}
