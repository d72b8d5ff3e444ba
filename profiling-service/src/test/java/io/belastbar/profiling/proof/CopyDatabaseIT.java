package io.belastbar.profiling.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.profiling.proof.ProofResult.Verdict;
import io.belastbar.profiling.proof.StatementToProve.ParameterSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What schemas of the rough world become in a copy. */
class CopyDatabaseIT {
    private static final String[] TENANTS = {
        "CREATE TABLE tenants (id int PRIMARY KEY)",
        "INSERT INTO tenants SELECT g FROM generate_series(1, 10) g",
        "GRANT SELECT ON tenants TO proof_it_reader",
    };

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void strangeNamesTypesAndColumnsAreMadeAgain(int major) throws Exception {
        try (ProofTarget target = new ProofTarget(major, TENANTS)) {
            target.run(
                    "CREATE SCHEMA \"Größe\"\"s\"",
                    "CREATE TYPE \"Größe\"\"s\".\"Zu'stand\" AS ENUM ('neu', 'it''s', 'a\\b')",
                    "CREATE DOMAIN \"Größe\"\"s\".positive AS int DEFAULT 1 CHECK (VALUE > 0)",
                    "CREATE TYPE \"Größe\"\"s\".place AS (city text, code \"Größe\"\"s\".positive)",
                    "CREATE EXTENSION pg_trgm",
                    "CREATE EXTENSION citext SCHEMA \"Größe\"\"s\"",
                    "CREATE FUNCTION \"Größe\"\"s\".\"half$\"(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2'",
                    "CREATE SEQUENCE \"Größe\"\"s\".counter",
                    "CREATE TABLE \"Größe\"\"s\".\"Straße $1\" ("
                            + "id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                            + " state \"Größe\"\"s\".\"Zu'stand\" NOT NULL DEFAULT 'it''s',"
                            + " many \"Größe\"\"s\".\"Zu'stand\"[],"
                            + " amount \"Größe\"\"s\".positive, where_to \"Größe\"\"s\".place,"
                            + " mail \"Größe\"\"s\".citext, name text COLLATE \"C\","
                            + " number bigint DEFAULT nextval('\"Größe\"\"s\".counter'),"
                            + " half int GENERATED ALWAYS AS (\"Größe\"\"s\".\"half$\"(amount)) STORED,"
                            + " \"a\"\"b\" numeric(10,2), body jsonb, bits bytea, gone int,"
                            + " CONSTRAINT \"c'k\" CHECK (\"a\"\"b\" >= 0)) WITH (fillfactor = 90)",
                    "ALTER TABLE \"Größe\"\"s\".\"Straße $1\" DROP COLUMN gone",
                    "CREATE INDEX \"by half\" ON \"Größe\"\"s\".\"Straße $1\" (\"Größe\"\"s\".\"half$\"(half), lower(name))",
                    "CREATE INDEX grams ON \"Größe\"\"s\".\"Straße $1\" USING gin (name gin_trgm_ops)",
                    "CREATE STATISTICS \"Größe\"\"s\".both ON state, amount FROM \"Größe\"\"s\".\"Straße $1\"",
                    "INSERT INTO \"Größe\"\"s\".\"Straße $1\" (state, many, amount, where_to, mail, name, \"a\"\"b\", body, bits)"
                            + " SELECT 'a\\b', '{neu,it''s}', g, ROW('Köln\t' || g, g)::\"Größe\"\"s\".place, 'X' || g, 'n\\' || g, g, '{\"a\": null}',"
                            + " '\\x00ff' FROM generate_series(1, 5000) g",
                    "GRANT USAGE ON SCHEMA \"Größe\"\"s\" TO proof_it_reader",
                    "GRANT SELECT ON \"Größe\"\"s\".\"Straße $1\" TO proof_it_reader",
                    "ANALYZE");
            String table = "\"Größe\"\"s\".\"Straße $1\"";

            ProofReport report = ProofTarget.prove(target.order(new CandidateToProve(
                    null,
                    "CREATE INDEX \"neu\"\"er\" ON " + table + " (\"a\"\"b\")",
                    List.of(new StatementToProve(
                            null,
                            "SELECT * FROM " + table + " WHERE \"a\"\"b\" = $1 AND body ? 'a' AND state = $2",
                            List.of(new ParameterSet("busy", null, List.of("17", "a\\b"))))))));

            assertThat(report.notes()).isEmpty();
            assertThat(report.results().getFirst().reason()).startsWith("it is used");
            assertThat(report.results().getFirst().verdict()).isEqualTo(Verdict.PROVEN);
            assertThat(report.results().getFirst().index()).isEqualTo("neu\"er");
            assertThat(report.results().getFirst().inserts()).isNotNull();
            assertThat(report.copy().rows()).containsEntry("Größe\"s.Straße $1", 5_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void partitionsInheritanceAndViewsAreMadeAgain(int major) throws Exception {
        try (ProofTarget target = new ProofTarget(major, TENANTS)) {
            target.run(
                    "CREATE TABLE events (id bigint, at date NOT NULL, kind text, PRIMARY KEY (id, at, kind)) PARTITION BY RANGE (at)",
                    "CREATE TABLE events_a PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
                    "CREATE TABLE events_b PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"
                            + " PARTITION BY LIST (kind)",
                    "CREATE TABLE events_b_x PARTITION OF events_b FOR VALUES IN ('x')",
                    "CREATE TABLE events_rest PARTITION OF events DEFAULT",
                    "CREATE INDEX only_here ON events_a (kind)",
                    "CREATE INDEX everywhere ON events (at)",
                    "CREATE TABLE parent (id int, note text)",
                    "CREATE TABLE child (more int) INHERITS (parent)",
                    "INSERT INTO events SELECT g, date '2025-01-01' + g % 600, 'x' FROM generate_series(1, 20000) g",
                    "INSERT INTO parent SELECT g, 'p' FROM generate_series(1, 100) g",
                    "INSERT INTO child SELECT g, 'c', g FROM generate_series(1, 200) g",
                    "CREATE VIEW recent AS SELECT id, kind FROM events WHERE at > '2025-06-01'",
                    "CREATE MATERIALIZED VIEW counted AS SELECT kind, count(*) FROM events GROUP BY kind",
                    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO proof_it_reader",
                    "ANALYZE");

            ProofReport report = ProofTarget.prove(target.order(new CandidateToProve(
                    null,
                    "CREATE INDEX by_id ON events (id) INCLUDE (kind)",
                    List.of(
                            new StatementToProve(
                                    null,
                                    "SELECT * FROM recent r, parent p, counted c WHERE r.id = $1",
                                    List.of(new ParameterSet("busy", null, List.of("777")))),
                            new StatementToProve(
                                    null,
                                    "DELETE FROM events WHERE id = $1",
                                    List.of(new ParameterSet("busy", null, List.of("778")))),
                            new StatementToProve(
                                    null,
                                    "SELECT * FROM events_b_x WHERE id = $1",
                                    List.of(new ParameterSet("busy", null, List.of("779"))))))));

            assertThat(report.notes()).isEmpty();
            assertThat(report.copy().rows())
                    .containsEntry("public.events", 20_000L)
                    .containsEntry("public.parent", 100L)
                    .containsEntry("public.child", 200L)
                    .containsEntry("public.counted", 1L);
            ProofResult result = report.results().getFirst();
            assertThat(result.statements())
                    .allSatisfy(statement -> assertThat(statement.problem()).isNull());
            assertThat(result.indexBytes()).isGreaterThan(8192);
            assertThat(target.ask("SELECT count(*) FROM events")).isEqualTo("20000");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void policiesWithFunctionsAndOtherTablesHoldInTheCopy(int major) throws Exception {
        try (ProofTarget target = new ProofTarget(major, TENANTS)) {
            target.run(
                    "CREATE TABLE members (tenant int, person int)",
                    "INSERT INTO members SELECT g, g FROM generate_series(1, 10) g",
                    "CREATE FUNCTION me() RETURNS int LANGUAGE sql STABLE AS"
                            + " 'SELECT person FROM members WHERE tenant = current_setting(''app.tenant'')::int'",
                    "CREATE TABLE papers (id int PRIMARY KEY, person int, shared boolean, title text)",
                    "INSERT INTO papers SELECT g, 1 + g % 10, g % 1000 = 0, 't' || g FROM generate_series(1, 20000) g",
                    "ALTER TABLE papers ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY mine ON papers USING (shared OR person = me()"
                            + " AND EXISTS (SELECT FROM members m WHERE m.person = papers.person))",
                    "GRANT SELECT ON papers, members TO proof_it_reader, proof_it_app",
                    "ANALYZE");

            ProofReport report = ProofTarget.prove(target.order(new CandidateToProve(
                    null,
                    "CREATE INDEX titled ON papers (title)",
                    List.of(new StatementToProve(
                            null,
                            "SELECT id FROM papers WHERE title = $1",
                            List.of(
                                    new ParameterSet("busy", "8", List.of("t17")),
                                    new ParameterSet("foreign", "2", List.of("t17"))))))));

            assertThat(report.copy().rows().get("public.papers")).isEqualTo(20_000 + 9 * 20);
            assertThat(report.notes())
                    .containsExactly("rows of public.papers that several tenants see are in the copy once");
            ProofResult result = report.results().getFirst();
            assertThat(result.verdict()).isEqualTo(Verdict.PROVEN);
            assertThat(result.statements().getFirst().sets().get(0).before().rows())
                    .isEqualTo(1);
            assertThat(result.statements().getFirst().sets().get(1).before().rows())
                    .isZero();
        }
    }

    @Test
    void aCopyThatSortsOtherwiseThanTheServerIsMadeAsTheTargetSorts() throws Exception {
        try (ProofTarget target = new ProofTarget(TENANTS)) {
            target.run(
                    "CREATE TABLE words (id int, word text)",
                    "INSERT INTO words SELECT g, md5(g::text) FROM generate_series(1, 20000) g",
                    "GRANT SELECT ON words TO proof_it_reader",
                    "ANALYZE");

            ProofResult result = ProofTarget.prove(target.order(new CandidateToProve(
                            null,
                            "CREATE INDEX worded ON words (word)",
                            List.of(new StatementToProve(
                                    null,
                                    "SELECT id FROM words WHERE word LIKE 'abc%'",
                                    List.of(new ParameterSet("busy", null, List.of())))))))
                    .results()
                    .getFirst();

            // The tests' server sorts by code point, and there a B-tree serves LIKE.
            assertThat(result.verdict()).isEqualTo(Verdict.PROVEN);
        }
    }
}
