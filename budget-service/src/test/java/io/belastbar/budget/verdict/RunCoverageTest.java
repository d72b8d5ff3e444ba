package io.belastbar.budget.verdict;

import static io.belastbar.contracts.MissingObjective.EXPECTED;
import static io.belastbar.contracts.MissingObjective.REQUIRED;
import static io.belastbar.contracts.MissingObjective.UNNAMED;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.Samples;
import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.budget.evaluation.Evidence;
import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.budget.evaluation.Runs;
import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.contracts.MissingObjective;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.contracts.TestRunFinished;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunCoverageTest {

    private static final TestRunFinished RUN = Runs.run(Runs.measured("GET /a", 400, 0, i -> 1));
    private static final CalledEndpoints SCENARIOS = CalledEndpoints.of(List.of("GET /a", "GET /b"));
    private static final FactsAnswer NO_DATABASE =
            new FactsAnswer.Known(new DatabaseFacts("run-1", "s", null, null, Instant.EPOCH, "no target", List.of()));
    private static final FactsAnswer SILENT_DATABASE =
            new FactsAnswer.Known(new DatabaseFacts("run-1", "s", "s-db", null, Instant.EPOCH, null, List.of()));
    private static final String PROMISES = """
            endpoints:
              "GET /a": { target_response_time_p50: 1s }
              "/b": { target_response_time_p50: 1s }
              "GET /misspelt": { target_error_rate: 50% }
            database:
              "SELECT on a": { target_query_time: 1s }
            operations:
              nightly: { target_duration: 1h }
            caches:
              prices: { target_hit_ratio: 99.9% }
            """;

    @Test
    void onePassAmongManyThatWereNotShownIsNoPass() {
        var results = results(RUN, NO_DATABASE, CalledEndpoints.of(List.of()));

        assertThat(missing(results)).containsOnly(Map.entry("/b", EXPECTED), Map.entry("GET /misspelt", EXPECTED));
        assertThat(BudgetVerdict.of(results)).isEqualTo(ObjectiveVerdict.WARN);
        assertThat(results)
                .filteredOn(result -> result.missing() != null)
                .allMatch(result -> result.verdict() == ObjectiveVerdict.NO_DATA)
                .allMatch(result -> result.reason().contains("covers:"));
    }

    @Test
    void anEndpointThatNoScenarioCallsFails() {
        var results = results(RUN, NO_DATABASE, SCENARIOS);

        assertThat(missing(results)).containsOnly(Map.entry("/b", EXPECTED), Map.entry("GET /misspelt", UNNAMED));
        assertThat(BudgetVerdict.of(results)).isEqualTo(ObjectiveVerdict.FAIL);
    }

    @Test
    void aStatementIsExpectedWhereTheSystemHasADatabase() {
        assertThat(missing(results(RUN, SILENT_DATABASE, SCENARIOS))).containsEntry("SELECT on a", EXPECTED);
        assertThat(missing(results(RUN, new FactsAnswer.Unknown("away"), SCENARIOS)))
                .containsEntry("SELECT on a", EXPECTED);
        assertThat(missing(results(RUN, NO_DATABASE, SCENARIOS))).doesNotContainKey("SELECT on a");
    }

    @Test
    void aScenarioThatSaysWhatItCoversNeedNotShowTheRest() {
        var results = results(Runs.covering(RUN, "/a"), SILENT_DATABASE, SCENARIOS);

        assertThat(missing(results)).isEmpty();
        assertThat(BudgetVerdict.of(results)).isEqualTo(ObjectiveVerdict.PASS);
    }

    @Test
    void whatAScenarioSaysItCoversIsExpected() {
        assertThat(missing(results(Runs.covering(RUN, "GET *", "SELECT *", "nightly"), SILENT_DATABASE, SCENARIOS)))
                .containsOnly(
                        Map.entry("GET /misspelt", UNNAMED),
                        Map.entry("SELECT on a", EXPECTED),
                        Map.entry("nightly", EXPECTED));
    }

    @Test
    void whatIsRequiredFails() {
        var required = PROMISES.replace("1s }", "1s, required: true }").replace("99.9%", "99.9%, required: true");
        var results = results(required, RUN, NO_DATABASE, SCENARIOS);

        assertThat(missing(results)).containsEntry("/b", REQUIRED).containsEntry("prices", REQUIRED);
        assertThat(results).filteredOn(result -> result.missing() == REQUIRED).allMatch(ObjectiveResult::fails);
    }

    @Test
    void whatIsInformationalIsNeverMissing() {
        var informational = PROMISES.replace("50% }", "50%, informational: true }")
                .replace("/b\": {", "/b\": { informational: true,");
        var results = results(informational, RUN, NO_DATABASE, SCENARIOS);

        assertThat(missing(results)).isEmpty();
        assertThat(BudgetVerdict.of(results)).isEqualTo(ObjectiveVerdict.PASS);
    }

    @Test
    void aPromiseOfAnotherTestbedIsNotJudged() {
        var elsewhere = "endpoints: { \"GET /a\": { target_response_time_p50: 0.1ms, testbeds: [production] } }";

        var here = results(elsewhere, RUN, NO_DATABASE, SCENARIOS);
        assertThat(here).singleElement().satisfies(result -> {
            assertThat(result.verdict()).isEqualTo(ObjectiveVerdict.NO_DATA);
            assertThat(result.reason()).contains("production", "default");
            assertThat(result.missing()).isNull();
        });
        assertThat(results(elsewhere, Runs.on("production", RUN), NO_DATABASE, SCENARIOS))
                .singleElement()
                .satisfies(result -> assertThat(result.verdict()).isEqualTo(ObjectiveVerdict.FAIL));
    }

    @Test
    void whileNobodyCanSayWhatScenariosCallNothingIsMisspelt() {
        var results = results(RUN, NO_DATABASE, CalledEndpoints.unknown("loadtest-service did not answer"));

        assertThat(missing(results)).containsEntry("GET /misspelt", EXPECTED);
        assertThat(results).filteredOn(result -> result.missing() != null).allMatch(result -> result.reason()
                .contains("loadtest-service did not answer"));
    }

    @Test
    void anEndpointThatTheRunItselfCalledIsNotMisspelt() {
        var silent = Runs.run(Runs.measured("GET /a", 400, 0, i -> 1), Runs.measured("GET /misspelt", 0, 0, i -> 1));

        assertThat(missing(results(silent, NO_DATABASE, SCENARIOS))).containsEntry("GET /misspelt", EXPECTED);
    }

    @Test
    void allEndpointsTogetherAreNoName() {
        var all = "endpoints: { \"*\": { target_error_rate: 1% } }";

        assertThat(results(all, RUN, NO_DATABASE, SCENARIOS)).allMatch(result -> result.missing() == null);
        assertThat(missing(results(all, Runs.run(), NO_DATABASE, SCENARIOS))).containsEntry("*", EXPECTED);
    }

    @Test
    void whereNothingPassedTheVerdictStaysOpen() {
        assertThat(BudgetVerdict.of(results(Runs.run(), NO_DATABASE, CalledEndpoints.of(List.of()))))
                .isEqualTo(ObjectiveVerdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @EnumSource(names = {"INVALID", "ABORTED"})
    void aRunThatDoesNotCountMissesNothing(RunVerdict verdict) {
        assertThat(missing(results(Runs.run(verdict), SILENT_DATABASE, SCENARIOS)))
                .isEmpty();
    }

    private static Map<String, MissingObjective> missing(List<ObjectiveResult> results) {
        var missing = new LinkedHashMap<String, MissingObjective>();
        results.stream()
                .filter(result -> result.missing() != null)
                .forEach(result -> missing.put(result.subject(), result.missing()));
        return missing;
    }

    private static List<ObjectiveResult> results(TestRunFinished run, FactsAnswer facts, CalledEndpoints scenarios) {
        return results(PROMISES, run, facts, scenarios);
    }

    private static List<ObjectiveResult> results(
            String promises, TestRunFinished run, FactsAnswer facts, CalledEndpoints scenarios) {
        var judged = BudgetEvaluation.judge(Samples.budget(promises), Evidence.of(run, facts));
        return BudgetEvaluation.results(new RunCoverage(run, facts, scenarios).mark(judged));
    }
}
