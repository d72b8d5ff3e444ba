package io.belastbar.local.convert.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import io.belastbar.local.convert.Conversion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TuningScriptTest {
    @Test
    void theScriptOfTheRequirementsIsReadVerbatim() throws IOException {
        Conversion conversion = TuningScript.read(original());

        assertThat(conversion.text())
                .contains("ALTER SYSTEM SET shared_buffers = '256MB'; -- line 5; needs a restart")
                .contains("ALTER SYSTEM SET effective_cache_size = '1GB'; -- line 6; needs a reload")
                .contains(
                        "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'; -- line 13; needs a restart")
                .contains("ALTER SYSTEM SET random_page_cost = 1.1;")
                .contains("ALTER SYSTEM SET checkpoint_timeout = '15min';")
                .contains("-- line 36: CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_events_aggregate_id_version ON"
                        + " events(aggregate_id, version);")
                .contains("materialised view mv_portfolio_performance_summary")
                .doesNotContain("SET seq_page_cost", "SET max_connections", "SET autovacuum");
        assertThat(conversion.understood()).hasSize(25);
        assertThat(conversion.understood().getFirst())
                .isEqualTo(new Conversion.Remark(
                        5,
                        "shared_buffers = 256MB; SET is refused (\"cannot be changed without restarting the server\"): ALTER"
                                + " SYSTEM and a restart"));
        assertThat(notes(conversion))
                .contains("5: 256MB is 25 % of 1024 MB: on a server of another size take what GET"
                        + " …/database-settings?memory= says")
                .contains("17: seq_page_cost = 1.0 is the default: nothing to change")
                .anyMatch(note -> note.startsWith("46: schedule REFRESH MATERIALIZED VIEW CONCURRENTLY"))
                .anyMatch(note -> note.contains("that of the last refresh"));
    }

    @Test
    void insideOfAPageItIsTheSameWithThePagesLines() throws IOException {
        String page = "# Tuning\n\n```sql\n" + original() + "```\n\n```python\nSET work_mem = '1TB'\n```\n";

        Conversion conversion = TuningScript.find("page.md", page).orElseThrow();

        assertThat(conversion.text()).contains("ALTER SYSTEM SET shared_buffers = '256MB'; -- line 8; needs a restart");
        assertThat(conversion.text()).doesNotContain("1TB");
        assertThat(conversion.understood()).hasSize(25);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET work_mem = '1gb';",
                "SET checkpoint_timeout = '15 minutes';",
                "SET autovacuum = maybe;",
                "SET max_connections = many;",
                "SET work_mem = '4MB'' OR 1';"
            })
    void whatIsNoValueIsNoChange(String sql) {
        assertThatThrownBy(() -> TuningScript.read(sql))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors())
                        .anyMatch(error -> error.line() == 1 && error.rule().contains("must be")));
    }

    @Test
    void statementsEndWhereSqlEndsThem() {
        List<SqlText.Statement> statements = SqlText.statements("""
                -- a; comment
                SET a = 'x;''y'; -- behind; it
                /* one /* nested; */
                   ; */ SELECT $f$ ; $f$, "na;me", E'it\\'s; one';
                DO $$ BEGIN; END $$;
                SET open = 1""");

        assertThat(statements).extracting(SqlText.Statement::line).containsExactly(2, 4, 5, 6);
        assertThat(statements.getFirst().comment()).isEqualTo("behind; it");
        assertThat(statements.getFirst().text()).isEqualTo("SET a = 'x;''y'");
    }

    @Test
    void severalLibrariesAreSeveral() {
        Conversion conversion = TuningScript.read("set shared_preload_libraries to 'pg_stat_statements, auto_explain'");

        assertThat(conversion.text()).contains("= 'pg_stat_statements', 'auto_explain';");
        assertThat(notes(conversion)).anyMatch(note -> note.contains("replaces the server's own"));
    }

    @Test
    void whatIsSaidToLastAlreadyStaysAndWhatIsNotKnownIsNoted() {
        Conversion conversion = TuningScript.read("""
                \\connect shop
                ;
                ALTER SYSTEM SET work_mem = '8MB';
                CREATE INDEX a ON b (c);
                SET role = admin;
                DROP TABLE b;
                """);

        assertThat(conversion.text()).contains("ALTER SYSTEM SET work_mem = '8MB'; -- line 3");
        assertThat(conversion.text()).doesNotContain("DROP");
        assertThat(notes(conversion))
                .contains(
                        "4: without CONCURRENTLY it blocks every writer until it is made",
                        "5: is not known here, and read over: SET role",
                        "6: is read over: DROP TABLE b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1;", "-- nothing", "'", "$$", "/*", "\"", ";;;", "SET"})
    void aScriptWithoutAnythingOfTheKindIsRefused(String sql) {
        assertThatThrownBy(() -> TuningScript.read(sql)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aPageWithoutSuchSqlIsNone() {
        assertThat(TuningScript.find("a.md", "# A\n```sql\nSELECT 1;\n```\n")).isEmpty();
        assertThat(TuningScript.find("a.yml", "SET work_mem = '8MB'")).isEmpty();
    }

    private static List<String> notes(Conversion conversion) {
        return conversion.notes().stream()
                .map(note -> note.line() + ": " + note.text())
                .toList();
    }

    private static String original() throws IOException {
        try (var file = TuningScriptTest.class.getResourceAsStream("performance_tuning.sql")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
