package io.belastbar.profiling.proof.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.plans.PlanParser;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.database.TestDatabase;
import io.belastbar.profiling.proof.parameter.ParameterSet.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SampleParametersIT {
    private static final String TENANT = "app.tenant";
    private static TestDatabase database;
    private static TargetSession session;

    @BeforeAll
    static void fill() throws SQLException {
        database = TestDatabase.of(18);
        database.run(
                "CREATE ROLE " + reader() + " NOLOGIN",
                "CREATE SCHEMA \"Büro\"",
                "GRANT USAGE ON SCHEMA \"Büro\" TO " + reader(),
                "CREATE TYPE \"Büro\".state AS ENUM ('open', 'done', 'lost')",
                """
                CREATE TABLE "Büro"."Akten" (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), tenant int, "Größe" int,
                    state "Büro".state, name text, at timestamptz, tags text[], data jsonb)
                """,
                """
                INSERT INTO "Büro"."Akten" (tenant, "Größe", state, name, at, tags, data)
                SELECT CASE WHEN g <= 4000 THEN 1 WHEN g <= 4900 THEN 2 ELSE 3 END, (g * g) % 97,
                    (CASE WHEN g % 50 = 0 THEN 'open' ELSE 'done' END)::"Büro".state, 'Name 100%_' || g % 300,
                    '2024-01-01'::timestamptz + g * interval '1 hour', ARRAY['t' || g % 7, 'u'], jsonb_build_object('k', g % 9)
                FROM generate_series(1, 5000) g
                """,
                "CREATE TABLE plain (a int, b text, c date)",
                "INSERT INTO plain SELECT CASE WHEN g < 900 THEN 7 ELSE g END, 'b' || g % 3, '2024-01-01'::date + g"
                        + " FROM generate_series(1, 1000) g",
                "ALTER TABLE \"Büro\".\"Akten\" ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON \"Büro\".\"Akten\" USING (tenant = current_setting('app.tenant')::int)",
                "GRANT SELECT ON \"Büro\".\"Akten\", plain TO " + reader(),
                "ANALYZE");
        session = database.session();
        session.rows("SET search_path = public, \"Büro\"");
    }

    private static String reader() {
        return "reader_" + database.name();
    }

    @AfterAll
    static void drop() throws SQLException {
        database.run("DROP OWNED BY " + reader(), "DROP ROLE " + reader());
        database.close();
    }

    private static ProofStatement sampled(String sql, ReaderView view, KnownValues known) {
        session.rows("SET ROLE " + reader());
        session.rows("SELECT set_config('app.tenant', '1', false)");
        String plan = session.rows("EXPLAIN (GENERIC_PLAN, VERBOSE, FORMAT JSON) " + sql)
                .getFirst()
                .values()
                .values()
                .iterator()
                .next()
                .toString();
        session.rows("RESET ROLE");
        return new SampleParameters(session, view, known).of("42", sql, PlanParser.plan(plan));
    }

    private static ReaderView tenants() {
        return new ReaderView(reader(), TENANT, List.of("1", "2", "3"));
    }

    private static long rows(ProofStatement statement, Kind kind) {
        ParameterSet set = statement.set(kind).orElseThrow();
        return session.inTransaction(() -> {
            session.rows("SELECT set_config('role', $1, true)", reader());
            set.settings().forEach((name, value) -> session.rows("SELECT set_config($1, $2, true)", name, value));
            String text = statement.text();
            for (int i = set.values().size(); i > 0; i--) {
                String value = set.values().get(i - 1);
                text = text.replace(
                        "$" + i,
                        "'" + value.replace("'", "''") + "'::"
                                + statement.types().get(i - 1));
            }
            return session.rows("SELECT count(*) AS n FROM (" + text + ") AS found")
                    .getFirst()
                    .whole("n");
        });
    }

    @Test
    void busyTenantSeesMoreThanQuietOneAndAbsentOneNothing() {
        var statement =
                sampled("SELECT id FROM \"Akten\" WHERE state = $1 AND \"Größe\" = $2", tenants(), KnownValues.NONE);

        assertThat(statement.types()).containsExactly("state", "integer");
        assertThat(statement.set(Kind.BUSY).orElseThrow().settings()).isEqualTo(Map.of(TENANT, "1"));
        assertThat(statement.set(Kind.QUIET).orElseThrow().settings()).isEqualTo(Map.of(TENANT, "3"));
        assertThat(rows(statement, Kind.BUSY)).isGreaterThan(rows(statement, Kind.QUIET));
        assertThat(rows(statement, Kind.QUIET)).isPositive();
        assertThat(rows(statement, Kind.ABSENT)).isZero();
    }

    @Test
    void rangesPatternsArraysDocumentsAndPagesFindRows() {
        var statement = sampled(
                "SELECT id FROM \"Akten\" WHERE at BETWEEN $1 AND $2 AND name LIKE $3 AND tags @> $4 AND data @> $5"
                        + " ORDER BY at LIMIT $6 OFFSET $7",
                tenants(),
                KnownValues.NONE);

        assertThat(statement.set(Kind.BUSY).orElseThrow().values()).endsWith("50", "0");
        assertThat(rows(statement, Kind.BUSY)).isPositive();
        assertThat(rows(statement, Kind.ABSENT)).isZero();
    }

    @Test
    void frequentValueIsBusyAndRareOneQuietWithoutTenants() {
        var view = new ReaderView(reader(), "", List.of());

        var statement = sampled("SELECT * FROM plain WHERE a = $1 AND b = ANY ($2)", view, KnownValues.NONE);
        var later = sampled("SELECT * FROM plain WHERE c > $1", view, KnownValues.NONE);

        assertThat(statement.set(Kind.BUSY).orElseThrow().values().getFirst()).isEqualTo("7");
        assertThat(rows(statement, Kind.BUSY)).isEqualTo(899);
        assertThat(rows(statement, Kind.QUIET)).isEqualTo(1);
        assertThat(rows(statement, Kind.ABSENT)).isZero();
        assertThat(rows(later, Kind.BUSY)).isGreaterThan(rows(later, Kind.QUIET));
        assertThat(rows(later, Kind.ABSENT)).isZero();
    }

    @Test
    void scenarioValueComesFirst() {
        var view = new ReaderView(reader(), "", List.of());

        var statement = sampled("SELECT * FROM plain WHERE a = $1", view, (id, number) -> Optional.of("950"));

        assertThat(statement.sets()).allSatisfy(set -> assertThat(set.values()).containsExactly("950"));
        assertThat(statement.sets().getFirst().chosen().getFirst().english()).contains("scenario");
    }

    @Test
    void noValueIsTold() {
        var statement = sampled("SELECT id FROM \"Akten\" WHERE name = $1", tenants(), KnownValues.NONE);

        assertThat(statement.sets()).isNotEmpty().allSatisfy(set -> {
            assertThat(set.toString()).doesNotContain(set.values().getFirst());
            assertThat(set.chosen().toString()).doesNotContain(set.values().getFirst());
        });
        assertThat(statement.toString()).doesNotContain("Name 100");
    }

    @Test
    void writingStatementIsNotSampledAndNothingIsLeftPrepared() {
        var writing = new SampleParameters(session, ReaderView.OWN, KnownValues.NONE)
                .of("1", "INSERT INTO plain VALUES ($1)", PlanParser.plan("[{\"Plan\": {\"Node Type\": \"Result\"}}]"));

        assertThat(writing.sets()).isEmpty();
        assertThat(session.rows("SELECT name FROM pg_prepared_statements WHERE name LIKE 'belastbar%'"))
                .isEmpty();
    }
}
