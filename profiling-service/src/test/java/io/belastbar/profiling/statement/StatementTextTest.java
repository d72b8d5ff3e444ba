package io.belastbar.profiling.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "select 1;",
                "/* a ; b */ SELECT 1 -- the end;",
                "SELECT ';' || $1 || \";\" || $a$;$a$ || E'\\';'",
                "SELECT * FROM t WHERE a IN ($1 /*, ... */) /* done */ ;  ",
                "WITH x AS (SELECT 1) TABLE x",
                "VALUES ($1, $2)",
            })
    void whatOnlyReadsIsPlannedAsItIs(String sql) {
        StatementText text = text(sql);

        assertThat(text.kind()).isEqualTo("SELECT");
        assertThat(text.plannable()).isEqualTo(text.sql()).isNotNull();
        assertThat(text.isRewritten()).isFalse();
        assertThat(text.writes()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "UPDATE t SET a = $1, b = b + 1 WHERE id = $2 => SELECT t.* FROM t WHERE id = $2",
                "UPDATE ONLY s.t AS x SET a = $1 WHERE x.id = $2 RETURNING a => SELECT x.* FROM ONLY s.t AS x WHERE x.id = $2",
                "UPDATE \"T\" * SET a = c IS DISTINCT FROM d => SELECT \"T\".* FROM \"T\" *",
                "UPDATE t x SET b = $1, a = (SELECT 1 FROM v WHERE v.id = x.id), c = 2 FROM u JOIN w ON w.id = u.w WHERE u.id = x.u"
                        + " => SELECT x.*, (SELECT 1 FROM v WHERE v.id = x.id) FROM t x, u JOIN w ON w.id = u.w WHERE u.id = x.u",
                "DELETE FROM t -- all of them\\n WHERE id = ANY ($1); => SELECT t.* FROM t WHERE id = ANY ($1)",
                "delete from s.t as x using u where u.id = x.u => SELECT x.* FROM s.t as x, u where u.id = x.u",
                "DELETE FROM t USING u JOIN v USING (id) WHERE t.u = u.id => SELECT t.* FROM t, u JOIN v USING (id) WHERE t.u = u.id",
                "UPDATE t SET (a, b) = (SELECT c, d FROM v WHERE v.id = $1) WHERE id = $2"
                        + " => SELECT t.*, EXISTS (SELECT c, d FROM v WHERE v.id = $1) FROM t WHERE id = $2",
                "DELETE FROM ONLY (t) => SELECT t.* FROM ONLY (t)",
                "INSERT INTO t (a, b) SELECT a, $1 FROM u WHERE c = $2 ON CONFLICT (a) DO UPDATE SET b = $3 WHERE t.b > 0"
                        + " => SELECT a, $1 FROM u WHERE c = $2",
                "INSERT INTO t AS x OVERRIDING SYSTEM VALUE (SELECT * FROM u) RETURNING x.id => (SELECT * FROM u)",
                "INSERT INTO t (a) VALUES ((SELECT id FROM u WHERE c = $1)) => VALUES ((SELECT id FROM u WHERE c = $1))",
                "MERGE INTO t x USING u ON x.id = u.id WHEN MATCHED THEN DELETE => SELECT x.* FROM u INNER JOIN t x ON x.id = u.id",
                "MERGE INTO t USING (SELECT $1 AS id) u ON t.id = CASE WHEN u.id = 1 THEN 2 END WHEN NOT MATCHED THEN INSERT"
                        + " VALUES (1) => SELECT t.* FROM (SELECT $1 AS id) u LEFT JOIN t ON t.id = CASE WHEN u.id = 1 THEN 2 END",
                "MERGE INTO t USING u ON t.id = u.id WHEN NOT MATCHED BY SOURCE THEN DELETE WHEN NOT MATCHED BY TARGET THEN DO"
                        + " NOTHING => SELECT t.* FROM u FULL JOIN t ON t.id = u.id",
                "SELECT a FROM t WHERE id = $1 FOR NO KEY UPDATE OF t, s.u NOWAIT => SELECT a FROM t WHERE id = $1",
                "SELECT a FROM (SELECT a FROM t FOR KEY SHARE) x FOR UPDATE SKIP LOCKED => SELECT a FROM (SELECT a FROM t ) x",
                "DELETE FROM q WHERE id = (SELECT id FROM q WHERE s = $1 LIMIT 1 FOR UPDATE SKIP LOCKED)"
                        + " => SELECT q.* FROM q WHERE id = (SELECT id FROM q WHERE s = $1 LIMIT 1 )",
                "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x => WITH x AS (SELECT 1) SELECT * FROM x",
                "WITH x AS (SELECT 1) INSERT INTO t WITH y AS (SELECT 2) SELECT * FROM x, y"
                        + " => WITH x AS (SELECT 1) (WITH y AS (SELECT 2) SELECT * FROM x, y)",
                "WITH gone (id) AS NOT MATERIALIZED (DELETE FROM t WHERE a = $1 RETURNING id), b AS (SELECT 2) UPDATE u SET n ="
                        + " $2 FROM gone WHERE u.id = gone.id => WITH gone (id) AS NOT MATERIALIZED (SELECT id FROM t WHERE a ="
                        + " $1), b AS (SELECT 2) SELECT u.* FROM u, gone WHERE u.id = gone.id",
            })
    void whatWritesIsPlannedAsASelectWithTheSameConditions(String sql, String select) {
        StatementText text = text(sql.replace("\\n", "\n"));

        assertThat(text.plannable()).isEqualTo(select);
        assertThat(text.reason()).isNull();
        assertThat(text.isRewritten()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "INSERT INTO employees (a) VALUES ($1), ($2) => an INSERT of values reads no table",
                "INSERT INTO t DEFAULT VALUES RETURNING id => an INSERT of values reads no table",
                "UPDATE t SET a = 1 WHERE CURRENT OF c => it changes the row of a cursor",
                "SELECT a INTO t FROM u => SELECT INTO creates a table",
                "WITH d AS (DELETE FROM t) SELECT 1 => what a DELETE inside WITH changes is not read again",
                "WITH d AS (DELETE FROM t) SELECT 1 FROM d => a change inside WITH that hands nothing on leaves nothing to read",
                "WITH n AS (INSERT INTO t SELECT 1 FROM u RETURNING id) SELECT * FROM n"
                        + " => what an INSERT inside WITH hands on is not there yet",
                "WITH n AS (MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE RETURNING 1) TABLE n"
                        + " => what a MERGE inside WITH hands on is not there yet",
                "COPY t FROM STDIN => PostgreSQL makes no plan for COPY",
                "COPY t TO PROGRAM 'sh' => PostgreSQL makes no plan for COPY",
                "CALL p() => PostgreSQL makes no plan for CALL",
                "DO $$ BEGIN DELETE FROM t; END $$ => PostgreSQL makes no plan for DO",
                "TRUNCATE t => PostgreSQL makes no plan for TRUNCATE",
                "DROP TABLE employees => PostgreSQL makes no plan for DROP",
                "CREATE TABLE x AS SELECT 1 => PostgreSQL makes no plan for CREATE",
                "SELECT 1; DROP TABLE t => its text is not one whole statement",
                "SELECT 1; ; => its text is not one whole statement",
                "SELECT 1); DROP TABLE t; -- => its text is not one whole statement",
                "SELECT ')'); DROP TABLE t => its text is not one whole statement",
                "DELETE FROM t WHERE a = 'unterminated; DROP TABLE t => its text is not one whole statement",
                "SELECT $a$ unterminated; DROP TABLE t $b$ => its text is not one whole statement",
                "SELECT /* unterminated ; DROP TABLE t => its text is not one whole statement",
                "SELECT /* /* nested */ ; DROP TABLE t => its text is not one whole statement",
            })
    void whatHasNoSuchFormIsNamedWithTheReason(String sql, String reason) {
        StatementText text = text(sql);

        assertThat(text.plannable()).isNull();
        assertThat(text.reason()).isEqualTo(reason);
    }

    @Test
    void aTextWithANulIsNotOneStatement() {
        assertThat(text("UPDATE t SET a = \0").reason()).isEqualTo("its text is not one whole statement");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "INSERT INTO s.employees (a) VALUES ($1) => INSERT => s.employees",
                "UPDATE ONLY \"T\" SET a = 1 => UPDATE => \"T\"",
                "WITH x AS (SELECT 1) DELETE FROM t WHERE id IN (TABLE x) => DELETE => t",
                "MERGE INTO ONLY (t) USING u ON true WHEN MATCHED THEN DELETE => MERGE => t",
            })
    void verbAndTableOfAWriteAreKept(String sql, String kind, String table) {
        assertThat(text(sql).kind()).isEqualTo(kind);
        assertThat(text(sql).writes()).isEqualTo(table);
    }

    @Test
    void constantThatWasTypedInFrontBecomesACast() {
        String counted = "SELECT now() - $1 * interval $2, timestamp with time zone $3, date_of_birth, $4 FROM t";

        assertThat(text(counted).plannable())
                .isEqualTo("SELECT now() - $1 * $2::interval, $3::timestamp with time zone, date_of_birth, $4 FROM t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "BEGIN",
                "COMMIT",
                "SET ROLE postgres",
                "SHOW search_path",
                "EXPLAIN ANALYZE DELETE FROM t",
                "ANALYZE SELECT 1",
                "(ANALYZE) DELETE FROM t",
                "<insufficient privilege>",
            })
    void whatConcernsOnlyTheSessionIsLeftOut(String sql) {
        assertThat(StatementText.of(sql)).isEmpty();
    }

    private static StatementText text(String sql) {
        return StatementText.of(sql).orElseThrow();
    }
}
