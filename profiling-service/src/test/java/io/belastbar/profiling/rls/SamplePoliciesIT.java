package io.belastbar.profiling.rls;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.database.OpenSession;
import io.belastbar.profiling.rls.cost.Measured;
import io.belastbar.web.system.DatabaseDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The forms of policies that the sample offers to try, each found and measured. Few rows by default; with {@code
 * -Dbelastbar.policies.rows=25000} it is the benchmark {@code policies}. The table is in {@code target/policies.md}.
 */
class SamplePoliciesIT {
    private static final PolicyDatabase POSTGRES = PolicyDatabase.current();
    private static final String DATABASE = "smartbav_policies";
    private static final Path SAMPLE = Path.of("..", "examples", "smartbav");
    private static final int TENANTS = 40;
    private static final int ROWS = Integer.getInteger("belastbar.policies.rows", 400);
    private static final String LIST = "SELECT id, first_name, last_name FROM employees WHERE deleted_at IS NULL"
            + " ORDER BY created_at DESC, id DESC LIMIT 50";
    private static final String MEMBERSHIP = "SELECT u.organization_id FROM users u WHERE u.email = 'makler'"
            + " || substr(current_setting('app.organization_id', true), 5) || '@smartcloud.de'";
    private static final String INLINE = "organization_id = current_setting('app.organization_id', true)";

    /** What of a file is expected, and the condition that its advice amounts to. */
    private static final Map<String, String[]> FORMS = new LinkedHashMap<>();

    static {
        FORMS.put("0-good", new String[] {"inline", INLINE});
        FORMS.put("any-of-array", new String[] {"any-of-array", INLINE});
        FORMS.put("in-sub-query", new String[] {
            "in-sub-query",
            "organization_id = ANY (ARRAY(SELECT u.organization_id FROM users u"
                    + " WHERE u.organization_id = current_setting('app.organization_id', true)))"
        });
        FORMS.put("or", new String[] {"or", INLINE});
        FORMS.put("case", new String[] {"case", INLINE});
        FORMS.put("cast", new String[] {
            "cast-on-column",
            "organization_id = current_setting('app.organization_id', true)::name::text COLLATE \"default\""
        });
        FORMS.put("volatile", new String[] {"volatile-function", "organization_id = (SELECT tenant_of_session())"});
        FORMS.put("exists", new String[] {"correlated-exists", "organization_id = ANY (ARRAY(" + MEMBERSHIP + "))"});
        FORMS.put("per-row", new String[] {"per-row-function", "organization_id = ANY (ARRAY(" + MEMBERSHIP + "))"});
    }

    @BeforeAll
    static void install() throws SQLException, IOException {
        POSTGRES.run(
                "postgres",
                "DO $$ BEGIN CREATE ROLE smartbav_owner; CREATE ROLE smartbav_app LOGIN;"
                        + " CREATE ROLE smartbav_reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        POSTGRES.run(
                "postgres",
                "GRANT smartbav_reader TO observer WITH INHERIT FALSE, SET TRUE",
                "GRANT all_rows TO observer WITH INHERIT FALSE, SET TRUE");
        POSTGRES.create(DATABASE, "ALTER SCHEMA public OWNER TO smartbav_owner");
        Path migrations = SAMPLE.resolve("service/src/main/resources/db/migration");
        POSTGRES.run(
                DATABASE,
                "SET ROLE smartbav_owner",
                Files.readString(migrations.resolve("V1__smartbav.sql")),
                Files.readString(migrations.resolve("V2__reader.sql")),
                "INSERT INTO organizations (id, name, region) SELECT 'org_' || n, 'Haus ' || n, 'DE'"
                        + " FROM generate_series(1, " + TENANTS + ") n",
                "INSERT INTO users SELECT 'user_' || n, 'org_' || (n - 1) % " + TENANTS + " + 1,"
                        + " 'makler' || n || '@smartcloud.de', 'x' FROM generate_series(1, 2000) n",
                """
                INSERT INTO employees SELECT 'emp_' || org || '_' || n, 'org_' || org, 'Emp' || org || '_' || n, 'N' || n,
                    'emp_' || org || '_' || n || '@test.de', '1980-01-01', 50000, '2020-01-01', 'sales',
                    timestamptz '2020-01-01' + (n * 40 + org) * interval '1 minute',
                    CASE WHEN n %% 33 = 0 THEN now() END
                FROM generate_series(1, %d) n, generate_series(1, %d) org
                """.formatted(ROWS, TENANTS),
                "GRANT SELECT ON employees, users TO all_rows");
        POSTGRES.run(DATABASE, "VACUUM ANALYZE employees", "VACUUM ANALYZE users");
    }

    @Test
    void everyFormIsFoundMeasuredAndMendedByItsAdvice() throws Exception {
        List<String> lines = new ArrayList<>(List.of(
                "| form | predicted | predicted ms | measured ms of counting | blocks | severity | list ms | list blocks | after the advice, list ms | blocks |",
                "|---|---|---|---|---|---|---|---|---|---|"));
        for (Map.Entry<String, String[]> form : FORMS.entrySet()) {
            run("reset", "0-good", form.getKey());
            Map<String, Object> predicted = row(check(false));
            Map<String, Object> measured = row(check(true));
            Measured before = list();
            POSTGRES.run(DATABASE, "ALTER POLICY tenant ON employees USING (" + form.getValue()[1] + ")");
            assertThat(row(check(false)))
                    .as(form.getKey() + " after its advice")
                    .containsEntry("answeredBy", "index");
            Measured after = list();
            assertThat(predicted).as(form.getKey()).containsEntry("form", form.getValue()[0]);
            boolean good = form.getValue()[1].equals(INLINE)
                    && predicted.get("answeredBy").equals("index");
            assertThat(predicted.get("answeredBy")).as(form.getKey()).isEqualTo(good ? "index" : "filter");
            if (!good) {
                assertThat(after.blocks()).as(form.getKey()).isLessThan(before.blocks());
            }
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %s | %.2f | %.0f | %.2f | %.0f |",
                    form.getKey(),
                    predicted.get("severity"),
                    predicted.get("predictedMs"),
                    measured.get("measuredMs"),
                    measured.get("measuredBlocks"),
                    measured.get("severity"),
                    before.ms(),
                    before.blocks(),
                    after.ms(),
                    after.blocks()));
        }
        Files.write(Path.of("target", "policies.md"), lines);
        lines.forEach(System.out::println);
        run("reset");
        assertThat(Severity.values()).hasSize(4);
    }

    /** Operators that are not leakproof keep their index from being entered; the remedy enters it. */
    @Test
    void operatorsThatAreNotLeakproofAreSwitchable() throws Exception {
        List<String> lines =
                new ArrayList<>(List.of("| operator | ms | blocks | remedy, ms | blocks |", "|---|---|---|---|---|"));
        for (String file : List.of("operator-like", "operator-date")) {
            run("reset", file);
            POSTGRES.run(DATABASE, "VACUUM ANALYZE employees");
            Measured slow = measured(statement(file, "slow"));
            Measured fast = measured(statement(file, "fast"));
            assertThat(fast.blocks()).as(file).isLessThanOrEqualTo(slow.blocks());
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.0f | %.2f | %.0f |",
                    file,
                    slow.ms(),
                    slow.blocks(),
                    fast.ms(),
                    fast.blocks()));
        }
        Files.write(Path.of("target", "operators.md"), lines);
        lines.forEach(System.out::println);
        run("reset");
    }

    private static String statement(String file, String which) throws IOException {
        return Files.readAllLines(SAMPLE.resolve("policies").resolve(file + ".sql")).stream()
                .filter(line -> line.startsWith("-- " + which + ": "))
                .map(line -> line.substring(("-- " + which + ": ").length()))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> row(CheckReport report) {
        return report.rows().stream()
                .filter(row -> "public.employees".equals(row.get("table")) && "tenant".equals(row.get("policy")))
                .findFirst()
                .orElseThrow();
    }

    private static Measured list() {
        return measured(LIST);
    }

    private static Measured measured(String select) {
        try (OpenSession observer = POSTGRES.observer(DATABASE)) {
            Measured measured =
                    Measured.of(observer.session(), "smartbav_reader", "app.organization_id", "org_7", select);
            assertThat(measured.refused()).isNull();
            return measured;
        }
    }

    private static void run(String... files) throws SQLException, IOException {
        for (String file : files) {
            POSTGRES.run(
                    DATABASE,
                    "SET ROLE smartbav_owner",
                    Files.readString(SAMPLE.resolve("policies").resolve(file + ".sql")));
        }
    }

    private static CheckReport check(boolean analyze) {
        CheckedDatabase checked = Checked.of(
                new DatabaseDescription(
                        Optional.of("app.organization_id"),
                        Optional.of("SELECT DISTINCT organization_id FROM users ORDER BY 1"),
                        analyze,
                        Optional.empty()),
                List.of("smartbav_app"),
                Optional.of("smartbav_reader"));
        try (OpenSession observer = POSTGRES.observer(DATABASE)) {
            return new PolicyFormsCheck(System::nanoTime).check(observer.session(), checked);
        }
    }
}
