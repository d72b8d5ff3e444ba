package io.belastbar.profiling.rls.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.profiling.database.OpenSession;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.rls.PolicyDatabase;
import io.belastbar.profiling.rls.policy.Policy;
import io.belastbar.profiling.rls.policy.PolicyCatalogue;
import io.belastbar.profiling.rls.policy.SecuredTable;
import io.belastbar.profiling.rls.reading.Access;
import io.belastbar.profiling.rls.reading.PlannedPolicy;
import io.belastbar.profiling.rls.reading.PolicyReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Policies as people write them, printed by PostgreSQL; its own planner says whether an index answers them. */
class PolicyFormsIT {
    private static final String DATABASE = "forms";
    private static final PolicyDatabase POSTGRES = PolicyDatabase.current();
    private static final List<Expected> ALL = new ArrayList<>();
    private static final Map<String, PolicyReading> READ = new HashMap<>();
    private static final Map<String, String> PRINTED = new HashMap<>();
    private static final Map<String, Boolean> INDEXED = new HashMap<>();

    private record Expected(String name, String access, String form, String condition) {}

    @BeforeAll
    static void createAllPolicies() throws IOException, SQLException {
        POSTGRES.create(DATABASE, text("schema.sql"));
        int number = 0;
        for (String line : text("policies.txt").lines().toList()) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] parts = line.split(" \\| ", 3);
                ALL.add(new Expected("p" + ++number, parts[0], parts[1], parts[2]));
            }
        }
        for (Expected each : ALL) {
            POSTGRES.run(DATABASE, "CREATE POLICY " + each.name() + " ON docs TO app USING (" + each.condition() + ")");
        }
        try (OpenSession open = POSTGRES.superuser(DATABASE)) {
            SecuredTable docs = PolicyCatalogue.read(open.session()).stream()
                    .filter(table -> table.name().equals("docs"))
                    .findFirst()
                    .orElseThrow();
            for (Policy policy : docs.policies()) {
                READ.put(policy.name(), PolicyForms.read(policy, docs));
                PRINTED.put(policy.name(), policy.using());
            }
            for (Expected each : ALL) {
                INDEXED.put(each.name(), indexed(open.session(), docs, each));
            }
        }
    }

    @Test
    void eachFormIsRecognised() {
        var softly = new SoftAssertions();
        for (Expected each : ALL) {
            PolicyReading reading = READ.get(each.name());
            softly.assertThat(reading.access() + " | " + reading.form())
                    .as("%s printed as %s", each.condition(), PRINTED.get(each.name()))
                    .isEqualTo(each.access() + " | " + each.form());
        }
        softly.assertAll();
        assertThat(ALL).hasSizeGreaterThan(60);
    }

    @Test
    void thePlannerAgreesThatAnIndexAnswersItOrDoesNot() {
        var softly = new SoftAssertions();
        for (Expected each : ALL) {
            softly.assertThat(INDEXED.get(each.name()))
                    .as("%s printed as %s", each.condition(), PRINTED.get(each.name()))
                    .isEqualTo(READ.get(each.name()).access() == Access.INDEX);
        }
        softly.assertAll();
    }

    @Test
    void whatIsWrongHasAnAdviceAndWhatIsGoodHasNone() {
        for (Expected each : ALL) {
            PolicyReading reading = READ.get(each.name());
            assertThat(reading.advice().isEmpty())
                    .as("%s: %s", each.condition(), reading.advice())
                    .isEqualTo(reading.access() != Access.FILTER);
        }
    }

    /** Under this policy alone, planned without sequential scans: a condition that an index answers is an Index Cond. */
    private static boolean indexed(TargetSession session, SecuredTable docs, Expected each) throws SQLException {
        POSTGRES.run(
                DATABASE,
                "DROP POLICY IF EXISTS tried ON docs",
                "CREATE POLICY tried ON docs TO reader USING (" + each.condition() + ")");
        return PlannedPolicy.usesIndex(
                        session,
                        docs,
                        "reader",
                        Map.of("app.tenant", "00000000-0000-0000-0000-000000000000", "app.tenant_no", "1"))
                .orElse(false);
    }

    private static String text(String name) throws IOException {
        try (var file = PolicyFormsIT.class.getResourceAsStream("/rls/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
