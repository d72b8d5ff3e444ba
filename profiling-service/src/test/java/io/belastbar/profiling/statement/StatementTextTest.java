package io.belastbar.profiling.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
            })
    void oneSelectIsExplainable(String sql) {
        assertThat(StatementText.explainable(sql)).map(StatementText::kind).hasValue("SELECT");
    }

    @Test
    void verbBehindWithIsTheKind() {
        assertThat(StatementText.explainable("WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x"))
                .map(StatementText::kind)
                .hasValue("INSERT");
    }

    @Test
    void constantThatWasTypedInFrontBecomesACast() {
        String counted = "SELECT now() - $1 * interval $2, timestamp with time zone $3, date_of_birth, $4 FROM t";

        assertThat(StatementText.explainable(counted))
                .map(StatementText::plannable)
                .hasValue("SELECT now() - $1 * $2::interval, $3::timestamp with time zone, date_of_birth, $4 FROM t");
    }

    @Test
    void closingSemicolonIsCutOff() {
        assertThat(StatementText.explainable("DELETE FROM t; "))
                .map(StatementText::sql)
                .hasValue("DELETE FROM t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "BEGIN",
                "SET ROLE postgres",
                "DROP TABLE employees",
                "ANALYZE SELECT 1",
                "EXPLAIN ANALYZE DELETE FROM t",
                "(ANALYZE) DELETE FROM t",
                "CREATE TABLE x AS SELECT 1",
                "COPY t TO PROGRAM 'sh'",
                "CALL p()",
                "DO $$ BEGIN DELETE FROM t; END $$",
                "WITH x AS (SELECT 1) TABLE x",
                "SELECT 1; DROP TABLE t",
                "SELECT 1; ;",
                "SELECT 1); DROP TABLE t; --",
                "SELECT ')'); DROP TABLE t",
                "SELECT 'unterminated; DROP TABLE t",
                "SELECT $a$ unterminated; DROP TABLE t $b$",
                "SELECT /* unterminated ; DROP TABLE t",
                "SELECT /* /* nested */ ; DROP TABLE t",
                "<insufficient privilege>",
            })
    void anythingElseIsRefused(String sql) {
        assertThat(StatementText.explainable(sql)).isEmpty();
    }
}
