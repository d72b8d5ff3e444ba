package io.belastbar.profiling.flip;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.Severity;
import io.belastbar.plans.Plan;
import io.belastbar.plans.PlanParser;
import io.belastbar.profiling.database.ExplainedWorkload;
import io.belastbar.profiling.database.PlannedStatement;
import io.belastbar.profiling.statement.MeasuredStatement;
import io.belastbar.profiling.statement.StatementText;
import io.belastbar.profiling.workload.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanFlipsTest {
    private static final String BY_INDEX = "list-with-index";
    private static final String BY_SCAN = "list-without-index";

    @Test
    void planThatChangedAndGotSlowerIsAFindingWithBeforeAndAfter() {
        var flips = after(workload(statement("app", BY_INDEX, 2, 100)));

        var diagnosis = flips.diagnose(workload(statement("app", BY_SCAN, 30, 100)));

        assertThat(diagnosis).singleElement().satisfies(flip -> {
            assertThat(flip.fingerprint("shop", "shop-db"))
                    .isEqualTo("plan-flip:shop:shop-db:public.employees:app:4711");
            assertThat(flip.severity()).isEqualTo(Severity.HIGH);
            assertThat(flip.title()).contains("15.0 times slower");
            assertThat(flip.evidence())
                    .containsEntry("runBefore", "run-1")
                    .containsEntry("meanTimeMsBefore", "2.000")
                    .containsEntry("meanTimeMs", "30.000");
            assertThat(flip.evidence().get("planBefore")).contains("Index Scan");
            assertThat(flip.evidence().get("plan")).contains("Seq Scan");
            assertThat(flip.details().plans()).hasSize(1);
            assertThat(flip.details().runId()).isEqualTo("run-2");
        });
    }

    @Test
    void severityIsWhatItCosts() {
        var flips = after(workload(statement("app", BY_INDEX, 2, 100)));

        assertThat(flips.diagnose(workload(statement("app", BY_SCAN, 4, 100))))
                .extracting(flip -> flip.severity())
                .containsExactly(Severity.MEDIUM);
        assertThat(flips.diagnose(workload(statement("app", BY_SCAN, 600, 100))))
                .extracting(flip -> flip.severity())
                .containsExactly(Severity.CRITICAL);
    }

    @Test
    void planThatGotFasterIsToldAndIsNoFinding() {
        var flips = after(workload(statement("app", BY_SCAN, 30, 100)));
        var now = statement("app", BY_INDEX, 2, 100);

        assertThat(flips.diagnose(workload(now))).isEmpty();
        assertThat(flips.change(now).orElseThrow())
                .isEqualTo(
                        "The plan has another shape than in run run-1: 30.000 ms a call then (100 calls), 2.000 ms now"
                                + " (100 calls).");
    }

    @Test
    void samePlanOtherRoleFewCallsOrAHairSlowerIsNoFinding() {
        var flips = after(workload(statement("app", BY_INDEX, 2, 100)));

        assertThat(flips.change(statement("app", BY_INDEX, 900, 100))).isEmpty();
        assertThat(flips.change(statement("batch", BY_SCAN, 900, 100))).isEmpty();
        assertThat(flips.diagnose(workload(statement("app", BY_SCAN, 900, 4)))).isEmpty();
        assertThat(flips.diagnose(workload(statement("app", BY_SCAN, 2.9, 100))))
                .isEmpty();
        assertThat(after(workload(statement("app", BY_INDEX, 0.01, 100)))
                        .diagnose(workload(statement("app", BY_SCAN, 0.9, 100))))
                .isEmpty();
    }

    @Test
    void sameRunTwiceAndAnAnalysisWithoutARunCompareNothing() {
        var before = workload(statement("app", BY_INDEX, 2, 100));
        var again = new PlanFlips(after(before).before(), "run-1");

        assertThat(again.change(statement("app", BY_SCAN, 30, 100))).isEmpty();
        assertThat(PlanFlips.none().change(statement("app", BY_SCAN, 30, 100))).isEmpty();
        assertThat(PlanFlips.none().now(before)).isEmpty();
    }

    @Test
    void statementOfAnotherSchemaIsAnotherStatement() {
        var flips = after(workload(statement("app", BY_INDEX, 2, 100)));
        var elsewhere = planned("app", PlanParser.plan(json(BY_SCAN).replace("\"public\"", "\"crm\"")), 30, 100);

        assertThat(flips.change(elsewhere)).isEmpty();
    }

    private static PlanFlips after(Workload first) {
        var known = new PlanFlips(java.util.Map.of(), "run-1")
                .now(first).stream().collect(Collectors.toMap(KnownPlan::key, Function.identity()));
        return new PlanFlips(known, "run-2");
    }

    private static Workload workload(PlannedStatement statement) {
        return Workload.of(new ExplainedWorkload(List.of(statement), List.of()));
    }

    private static PlannedStatement statement(String role, String plan, double meanMs, long calls) {
        return planned(role, PlanParser.plan(json(plan)), meanMs, calls);
    }

    private static PlannedStatement planned(String role, Plan plan, double meanMs, long calls) {
        var measured = new MeasuredStatement(
                "4711", role, "SELECT id FROM employees", calls, meanMs * calls, meanMs, calls, 0, 0);
        return new PlannedStatement(
                measured,
                StatementText.of(measured.query()).orElseThrow(),
                plan.root().shape(),
                null,
                null,
                plan);
    }

    private static String json(String name) {
        try (InputStream in = PlanFlipsTest.class.getResourceAsStream("/plans/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
