package io.belastbar.profiling;

import static io.belastbar.profiling.Api.engineer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose statements are analysed, as whom they are planned, and what becomes of those that write. */
@QuarkusTest
class ObservedRolesIT {
    private static final String SEES_NOTHING = "sees no row of it";

    @BeforeEach
    void createSample() throws Exception {
        SampleDatabase.create();
    }

    @Test
    void statementsThatWriteArePlannedByTheirConditionsAndChangeNothing() throws Exception {
        SampleDatabase.asApplication(
                "UPDATE employees AS e SET first_name = 'U' FROM (SELECT 'u' AS email) g WHERE e.email = g.email",
                "DELETE FROM employees WHERE last_name = 'nobody'",
                "MERGE INTO employees e USING (SELECT 'm' AS email) s ON e.email = s.email"
                        + " WHEN NOT MATCHED AND s.email = 'n' THEN DO NOTHING WHEN MATCHED THEN DELETE",
                "INSERT INTO employees (organization_id, created_at) SELECT organization_id, created_at FROM employees"
                        + " WHERE first_name = 'insert-select'",
                "WITH gone AS (DELETE FROM employees WHERE first_name = 'cte' RETURNING id) SELECT count(*) FROM gone",
                "SELECT id FROM employees WHERE email = 'lock' FOR UPDATE SKIP LOCKED");

        JsonPath facts = analysis("smartbav-db");

        for (String part : List.of(
                "UPDATE employees AS e",
                "last_name =",
                "MERGE INTO",
                "INSERT INTO employees (organization_id, created_at) SELECT",
                "WITH gone",
                "FOR UPDATE SKIP")) {
            assertThat(statement(facts, part))
                    .as(part)
                    .containsEntry("planNote", null)
                    .containsEntry("tables", List.of("employees"))
                    .containsEntry("rowLevelSecurity", true)
                    .containsEntry("seqScanTables", List.of("employees"));
        }
        assertThat(statement(facts, "last_name ="))
                .containsEntry("kind", "DELETE")
                .hasEntrySatisfying("proposal", it -> assertThat(((Map<?, ?>) it).get("columns"))
                        .isEqualTo(List.of("organization_id", "last_name")));
        assertThat(SampleDatabase.countAsOwner()).isEqualTo(10_000);
    }

    @Test
    void whatCannotBePlannedForReadingIsNamedWithTheReason() throws Exception {
        SampleDatabase.asOwner("CREATE TABLE IF NOT EXISTS unreadable (id int)");
        SampleDatabase.asOwner("GRANT SELECT ON unreadable TO smartbav_app");
        SampleDatabase.asOwner("CREATE OR REPLACE FUNCTION grows() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS"
                + " 'INSERT INTO employees (organization_id, created_at) SELECT gen_random_uuid(), now() RETURNING 1'");
        SampleDatabase.asOwner("REVOKE ALL ON FUNCTION grows() FROM PUBLIC");
        SampleDatabase.asOwner("GRANT EXECUTE ON FUNCTION grows() TO smartbav_app");
        SampleDatabase.asOwner("CREATE OR REPLACE PROCEDURE does_nothing() LANGUAGE sql AS 'SELECT 1'");
        SampleDatabase.asApplication(
                "INSERT INTO employees (organization_id, created_at) VALUES"
                        + " ('00000000-0000-0000-0000-000000000015', now())",
                "SELECT count(*) FROM unreadable",
                "SELECT grows()",
                "CALL does_nothing()");
        long rows = SampleDatabase.countAsOwner();

        JsonPath facts = analysis("smartbav-db");

        assertThat(statement(facts, "INSERT INTO employees (organization_id, created_at) VALUES"))
                .containsEntry("planNote", "Not explained: an INSERT of values reads no table")
                .containsEntry("kind", "INSERT")
                .containsEntry("tables", List.of("employees"))
                .containsEntry("rowLevelSecurity", true);
        assertThat(note(facts, "FROM unreadable"))
                .isEqualTo("Not explained: smartbav_reader may not read it: permission denied for table unreadable");
        assertThat(note(facts, "SELECT grows()"))
                .isEqualTo("Not explained: smartbav_reader may not read it: permission denied for function grows");
        assertThat(note(facts, "CALL does_nothing")).isEqualTo("Not explained: PostgreSQL makes no plan for CALL");
        assertThat(SampleDatabase.countAsOwner()).isEqualTo(rows);
    }

    @Test
    void aFunctionThatWouldWriteWhilePlanningIsStopped() throws Exception {
        SampleDatabase.asOwner("CREATE OR REPLACE FUNCTION sneaks() RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS"
                + " 'BEGIN INSERT INTO employees (organization_id, created_at) SELECT gen_random_uuid(), now();"
                + " RETURN ''x''; END'");
        SampleDatabase.asOwner("CREATE OR REPLACE FUNCTION poses() RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT"
                + " (SELECT set_config(''a.b'', sneaks(), true))'");
        SampleDatabase.asApplication("SELECT count(*) FROM employees WHERE email = poses()");
        long rows = SampleDatabase.countAsOwner();

        JsonPath facts = analysis("smartbav-db");

        assertThat(statement(facts, "= poses()")).isNotNull();
        assertThat(SampleDatabase.countAsOwner()).isEqualTo(rows);
    }

    @Test
    void aTableWhosePoliciesDoNotNameTheReaderIsNamed() throws Exception {
        SampleDatabase.asOwner("ALTER POLICY tenant ON employees TO smartbav_app");
        SampleDatabase.asApplication("SELECT last_name FROM employees WHERE email = 'hidden'");

        assertThat(note(analysis("smartbav-db"), "SELECT last_name FROM employees WHERE email"))
                .contains("smartbav_reader " + SEES_NOTHING);
    }

    @Test
    void onlyStatementsOfTheRolesThatTheTargetNamesAreSeen() throws Exception {
        SampleDatabase.asOwner("SELECT max(first_name) FROM employees");
        SampleDatabase.asApplication("SELECT min(last_name) FROM employees");

        JsonPath named = analysis("smartbav-db");
        JsonPath unnamed = analysis("plain-db");

        assertThat(statement(named, "max(first_name)")).isNull();
        assertThat(statement(named, "min(last_name)")).isNotNull();
        assertThat(statement(unnamed, "max(first_name)")).isNotNull();
        assertThat(note(unnamed, "min(last_name)"))
                .isEqualTo("Not explained: smartbav_observer may not read it: permission denied for table employees");
    }

    @Test
    void aRoleThatTheDatabaseDoesNotHaveIsRefusedByName() {
        Api.describe("misnamed", "misnamed-db");

        engineer()
                .noContentType()
                .post("/api/v1/systems/misnamed/database-analyses")
                .then()
                .statusCode(409)
                .body(
                        "detail",
                        containsString("belastbar.targets.misnamed-db.statements-of names the role nobody_at_all,"
                                + " which the database does not have"));
    }

    private static JsonPath analysis(String target) {
        Api.describe("smartbav", target);
        return engineer()
                .noContentType()
                .post("/api/v1/systems/smartbav/database-analyses")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Map<String, Object> statement(JsonPath facts, String part) {
        return facts.param("part", part).getMap("facts.statements.find { it.query.contains(part) }");
    }

    private static String note(JsonPath facts, String part) {
        return (String) statement(facts, part).get("planNote");
    }
}
