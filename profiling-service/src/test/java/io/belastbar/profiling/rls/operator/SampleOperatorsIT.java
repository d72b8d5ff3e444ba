package io.belastbar.profiling.rls.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.profiling.database.TestDatabase;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.statement.MeasuredStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statements of the sample's switchable policy forms: the slow one is told, the one that it advises is not. */
class SampleOperatorsIT {
    private static final Path SAMPLE = Path.of("..", "examples", "smartbav");

    @ParameterizedTest
    @ValueSource(ints = {16, 18})
    void theSlowOnesAreToldAndTheFastOnesAreNot(int major) throws SQLException, IOException {
        try (TestDatabase database = TestDatabase.of(major)) {
            install(database);
            assertThat(told(database, "operator-like", "slow")).singleElement().satisfies(one -> assertThat(
                            one.evidence())
                    .containsEntry("operator", "text ~~ text")
                    .containsEntry("index", "employees_email")
                    .containsEntry("remedy", "starts-with"));
            assertThat(told(database, "operator-date", "slow")).singleElement().satisfies(one -> assertThat(
                            one.evidence())
                    .containsEntry("operator", "timestamp with time zone > date")
                    .containsEntry("index", "employees_of_tenant")
                    .containsEntry("remedy", "cast-value"));
            assertThat(told(database, "operator-like", "fast")).isEmpty();
            assertThat(told(database, "operator-date", "fast")).isEmpty();
        }
    }

    private static List<Diagnosis> told(TestDatabase database, String file, String which)
            throws SQLException, IOException {
        Path path = SAMPLE.resolve("policies").resolve(file + ".sql");
        database.run("SET ROLE smartbav_owner", Files.readString(path));
        String statement = Files.readAllLines(path).stream()
                .filter(line -> line.startsWith("-- " + which + ": "))
                .map(line -> line.substring(("-- " + which + ": ").length()))
                .findFirst()
                .orElseThrow();
        var measured = new MeasuredStatement("1", "smartbav_app", statement, 10, 500, 90, 10, 0, 0);
        return new LeakproofOperatorsCheck()
                .of(database.session(), "smartbav_reader", List.of(measured), 1_000, List.of())
                .diagnoses();
    }

    private static void install(TestDatabase database) throws SQLException, IOException {
        for (String role : List.of("smartbav_owner", "smartbav_app LOGIN", "smartbav_reader")) {
            database.run("DO $$ BEGIN CREATE ROLE " + role + "; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        }
        Path migrations = SAMPLE.resolve("service/src/main/resources/db/migration");
        database.run("ALTER SCHEMA public OWNER TO smartbav_owner");
        database.run(
                "SET ROLE smartbav_owner",
                Files.readString(migrations.resolve("V1__smartbav.sql")),
                Files.readString(migrations.resolve("V2__reader.sql")),
                "INSERT INTO organizations (id, name, region) SELECT 'org_' || n, 'Haus ' || n, 'DE'"
                        + " FROM generate_series(1, 40) n",
                """
                INSERT INTO employees SELECT 'emp_' || org || '_' || n, 'org_' || org, 'Emp' || org || '_' || n, 'N' || n,
                    'emp_' || org || '_' || n || '@test.de', '1980-01-01', 50000, '2020-01-01', 'sales',
                    timestamptz '2020-01-01' + (n * 40 + org) * interval '1 minute',
                    CASE WHEN n % 33 = 0 THEN now() END
                FROM generate_series(1, 400) n, generate_series(1, 40) org
                """);
        database.run("VACUUM ANALYZE employees");
    }
}
