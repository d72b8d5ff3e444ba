package io.belastbar.budget.evaluation;

import static io.belastbar.budget.evaluation.Facts.known;
import static io.belastbar.budget.evaluation.Facts.statement;
import static io.belastbar.budget.evaluation.Runs.failing;
import static io.belastbar.budget.evaluation.Runs.measured;
import static io.belastbar.budget.evaluation.Runs.run;
import static io.belastbar.budget.evaluation.Runs.throughput;
import static io.belastbar.budget.evaluation.Runs.withoutHistogram;
import static io.belastbar.contracts.ObjectiveVerdict.FAIL;
import static io.belastbar.contracts.ObjectiveVerdict.INCONCLUSIVE;
import static io.belastbar.contracts.ObjectiveVerdict.NO_DATA;
import static io.belastbar.contracts.ObjectiveVerdict.PASS;
import static io.belastbar.contracts.ObjectiveVerdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.Samples;
import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.budget.objective.Dependency;
import io.belastbar.budget.verdict.BudgetVerdict;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.report.Sentence;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BudgetEvaluationTest {

    private static final FactsAnswer NO_FACTS = new FactsAnswer.Unknown("not asked");

    @Test
    void aFastEndpointKeepsItsPercentile() {
        var result = endpoint("target_response_time_p95: 500ms", run(measured("GET /a", 1_000, 0, i -> 100)));

        assertThat(result.verdict()).isEqualTo(PASS);
        assertThat(result.observed()).isEqualTo("100 ms");
        assertThat(result.headroomPercent()).isBetween(79.0, 81.0);
        assertThat(result.samples()).isEqualTo(1_000);
    }

    @Test
    void aKeptPromiseWhoseWarningLimitIsBrokenIsAWarning() {
        var run = run(measured("GET /a", 1_000, 0, i -> 100));

        var warned = endpoint("target_response_time_p95: 500ms\n    warning_response_time_p95: 90ms", run);
        assertThat(warned.verdict()).isEqualTo(WARN);
        assertThat(warned.reason()).isEqualTo("kept, but not the warning limit ≤ 90 ms");
        assertThat(endpoint("target_response_time_p95: 500ms\n    warning_response_time_p95: 110ms", run)
                        .verdict())
                .isEqualTo(PASS);
    }

    @Test
    void aPercentileComesWithTheIntervalOfItsOrderStatistics() {
        var result = endpoint("target_response_time_p50: 500ms", run(measured("GET /a", 1_000, 0, i -> i)));

        assertThat(result.measured().unit()).isEqualTo("ms");
        assertThat(result.measured().value()).isBetween(498.0, 501.0);
        assertThat(result.measured().confidenceLow()).isBetween(465.0, 471.0);
        assertThat(result.measured().confidenceHigh()).isBetween(529.0, 535.0);
    }

    @Test
    void aBoundBeyondTheSampleIsNotInvented() {
        var result = endpoint("target_response_time_p99: 500ms", run(measured("GET /a", 100, 0, i -> i)));

        assertThat(result.measured().confidenceLow()).isNotNull();
        assertThat(result.measured().confidenceHigh()).isNull();
    }

    @Test
    void noErrorsWhereNoneAreAllowedIsKept() {
        var result = endpoint("target_error_rate: 0%", run(measured("GET /a", 10, 0, i -> 1)));

        assertThat(result.verdict()).isEqualTo(PASS);
    }

    @Test
    void aSuccessRateIsThePromiseAboutTheOtherShare() {
        var kept = endpoint("target_success_rate: 98.5%", run(measured("GET /a", 1_000, 4, i -> 1)));
        var broken = endpoint("target_success_rate: 98.5%", run(measured("GET /a", 1_000, 40, i -> 1)));

        assertThat(kept.verdict()).isEqualTo(PASS);
        assertThat(broken.verdict()).isEqualTo(FAIL);
        assertThat(broken.observed()).isEqualTo("96%");
    }

    @Test
    void theStarIsEveryEndpointOfTheRunTogether() {
        var run = run(measured("GET /a", 900, 0, i -> 100), measured("GET /b", 100, 0, i -> 900));
        var budget = Samples.budget("endpoints: { \"*\": { target_response_time_p95: 500ms } }");

        var result =
                BudgetEvaluation.evaluate(budget, Evidence.of(run, NO_FACTS)).getFirst();

        assertThat(result.verdict()).isEqualTo(FAIL);
        assertThat(result.samples()).isEqualTo(1_000);
    }

    @Test
    void withoutTheDependencysTroubleTheObjectiveIsJudgedAgain() {
        var troubled = run(measured("GET /a", 1_000, 0, i -> i % 10 == 0 ? 900 : 100));
        var remainder = new Remainder(
                List.of(new Dependency("versicherer-api", List.of(), null, null)),
                List.of(measured("GET /a", 900, 0, i -> 100)),
                new Sentence("without 10 s", "ohne 10 s"));
        var budget = Samples.budget("endpoints: { \"GET /a\": { target_response_time_p95: 500ms } }");

        var result = BudgetEvaluation.evaluate(
                        budget, Evidence.of(troubled, NO_FACTS).with(remainder))
                .getFirst();

        assertThat(result.verdict()).isEqualTo(FAIL);
        assertThat(result.withoutDependency().verdict()).isEqualTo(PASS);
        assertThat(result.withoutDependency().reason()).isEqualTo("without 10 s");
        assertThat(result.withoutDependency().dependencies()).containsExactly("versicherer-api");
    }

    @Test
    void aStatementsPercentileIsKeptForCertainOnlyByItsSlowestCall() {
        var fast = statement("SELECT", "employees").meanMs(5).build();
        var slow = statement("SELECT", "employees").meanMs(60).build();

        assertThat(query("target_query_time_p95: < 100ms", known(fast)).verdict())
                .isEqualTo(PASS);
        assertThat(query("target_query_time_p95: < 100ms", known(slow)).verdict())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void aSlowTailViolatesItsPercentile() {
        var result = endpoint(
                "target_response_time_p95: 500ms", run(measured("GET /a", 1_000, 0, i -> i % 10 == 0 ? 900 : 100)));

        assertThat(result.verdict()).isEqualTo(FAIL);
        assertThat(result.reason()).isEqualTo("100 of 1000 requests slower than the limit, 50 allowed");
        assertThat(result.headroomPercent()).isNegative();
    }

    @Test
    void aTailNearTheLimitIsAWarning() {
        var result = endpoint(
                "target_response_time_p95: 500ms", run(measured("GET /a", 1_000, 0, i -> i % 22 == 0 ? 900 : 100)));

        assertThat(result.verdict()).isEqualTo(WARN);
        assertThat(result.reason()).contains("46 of 1000", "not with 95% confidence");
    }

    @Test
    void fiftyEightRequestsCannotShowANinetyFifthPercentile() {
        var result = endpoint("target_response_time_p95: 500ms", run(measured("GET /a", 58, 0, i -> 100)));
        var enough = endpoint("target_response_time_p95: 500ms", run(measured("GET /a", 59, 0, i -> 100)));

        assertThat(result.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(result.reason()).contains("at least 59");
        assertThat(enough.verdict()).isEqualTo(PASS);
    }

    @Test
    void aFailedRequestIsNeverWithinALimit() {
        var fast = run(failing("GET /a", 900, 100, i -> 100));

        assertThat(endpoint("target_response_time_p50: 500ms", fast).verdict()).isEqualTo(PASS);
        var p95 = endpoint("target_response_time_p95: 500ms", fast);
        assertThat(p95.verdict()).isEqualTo(FAIL);
        assertThat(p95.observed()).isNull();
        assertThat(p95.measured()).isNull();
        assertThat(p95.headroomPercent()).isNull();
        assertThat(p95.reason())
                .isEqualTo("beyond every good answer: 100 of 1000 requests slower than the limit or failed (100), 50"
                        + " allowed");
        assertThat(endpoint("target_response_time_peak: 10s", fast).verdict()).isEqualTo(FAIL);
        assertThat(endpoint("target_response_time_avg: 130ms", fast).verdict()).isEqualTo(PASS);
        assertThat(endpoint("target_response_time_avg: 110ms", fast).observed()).isEqualTo("101 ms");
    }

    /** As runs of other tools tell it, and all runs did before the two were kept apart. */
    @Test
    void failedRequestsAmongTheTimesAreTakenForFastOnes() {
        var blended = run(measured("GET /a", 1_000, 40, i -> i < 20 ? 900 : 100));

        var result = endpoint("target_response_time_p95: 500ms", blended);

        assertThat(result.verdict()).isEqualTo(FAIL);
        assertThat(result.reason()).startsWith("60 of 1000 requests slower than the limit or failed (40), 50 allowed");
        assertThat(endpoint("target_response_time_p90: 500ms", blended).verdict())
                .isEqualTo(PASS);
    }

    @Test
    void anEndpointWithoutOneGoodAnswerKeepsNoTime() {
        var down = run(failing("GET /a", 0, 1_000, i -> 1), measured("GET /b", 1_000, 0, i -> 1));

        assertThat(endpoint("target_response_time_p50: 500ms", down).verdict()).isEqualTo(FAIL);
        assertThat(endpoint("target_response_time_peak: 500ms", down).verdict()).isEqualTo(FAIL);
    }

    /** 43 of 800 where 40 are allowed happen to every third healthy target. */
    @Test
    void aFewTooManyAreWithinChance() {
        var edge = endpoint("target_response_time_p95: 500ms", run(measured("GET /a", 800, 0, i -> i < 43 ? 801 : 20)));

        assertThat(edge.verdict()).isEqualTo(FAIL);
        assertThat(edge.reason())
                .isEqualTo("43 of 800 requests slower than the limit, 40 allowed: missed in this run; so few more"
                        + " may be chance");
        assertThat(edge.reasonGerman())
                .contains("43 von 800", "40 erlaubt", "in diesem Lauf verfehlt; so wenige mehr können Zufall sein");
    }

    @Test
    void withoutHistogramThePercentilesBoundTheTail() {
        var fast = withoutHistogram(measured("GET /a", 1_000, 0, i -> 100));
        var slow = withoutHistogram(measured("GET /a", 1_000, 0, i -> i % 10 == 0 ? 900 : 100));

        assertThat(endpoint("target_response_time_p95: 500ms", run(fast)).verdict())
                .isEqualTo(PASS);
        assertThat(endpoint("target_response_time_p95: 500ms", run(slow)).verdict())
                .isEqualTo(FAIL);
    }

    @Test
    void twoStepsToOneEndpointAreJudgedTogether() {
        var run = run(measured("GET /a", 900, 0, i -> 100), measured("GET /a", 100, 0, i -> 900));

        var result = endpoint("target_response_time_p95: 500ms", run);

        assertThat(result.verdict()).isEqualTo(FAIL);
        assertThat(result.samples()).isEqualTo(1_000);
    }

    @Test
    void throughputThatWasNotOfferedIsInconclusive() {
        var result = endpoint("target_throughput: 1000 req/sec", run(throughput("GET /a", 6.3, 6.3, 0)));

        assertThat(result.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(result.reason()).contains("offered 6.3 req/s");
    }

    @Test
    void throughputThatWasOfferedAndNotReachedIsAViolation() {
        var result = endpoint("target_throughput: 1000 req/sec", run(throughput("GET /a", 1_200, 700, 0)));

        assertThat(result.verdict()).isEqualTo(FAIL);
        assertThat(result.headroomPercent()).isEqualTo(-30.0);
    }

    @Test
    void failedRequestsAreNoThroughput() {
        var result = endpoint("target_throughput: 1000 req/sec", run(throughput("GET /a", 1_200, 1_200, 500)));

        assertThat(result.observed()).isEqualTo("600 req/s");
        assertThat(result.verdict()).isEqualTo(FAIL);
    }

    /** A whole run has no edges: what is missing was offered and failed, or never came. */
    @Test
    void aThroughputThatIsNearlyReachedIsNotReached() {
        assertThat(endpoint("target_throughput: 1000 req/sec", run(throughput("GET /a", 1_000, 995, 0)))
                        .verdict())
                .isEqualTo(FAIL);
    }

    @Test
    void ratesAreToldInThePromisesUnitAndNotOnItsLimit() {
        var result = endpoint("target_throughput: 500 req/min", run(throughput("GET /a", 500 / 60.0, 499.95 / 60, 0)));

        assertThat(result.verdict()).isEqualTo(FAIL);
        assertThat(result.reason()).contains("499.95 req/min succeeded").endsWith("succeeded");
        assertThat(result.reason()).startsWith("500 req/min were offered");
        assertThat(result.reasonGerman()).contains("499,95 req/min gelangen");
    }

    @Test
    void zeroErrorsOfZeroRequestsIsNoData() {
        var result = endpoint("target_error_rate: < 0.1%", run(measured("GET /a", 0, 0, i -> 0)));

        assertThat(result.verdict()).isEqualTo(NO_DATA);
        assertThat(result.observed()).isNull();
    }

    @Test
    void anEndpointThatWasNotCalledIsNoData() {
        assertThat(endpoint("target_error_rate: < 0.1%", run(measured("GET /b", 100, 0, i -> 1)))
                        .verdict())
                .isEqualTo(NO_DATA);
    }

    @Test
    void errorRatesNeedEnoughRequests() {
        var few = endpoint("target_error_rate: < 0.1%", run(measured("GET /a", 400, 0, i -> 1)));
        var many = endpoint("target_error_rate: < 0.1%", run(measured("GET /a", 3_000, 0, i -> 1)));
        var failing = endpoint("target_error_rate: < 0.1%", run(measured("GET /a", 400, 20, i -> 1)));

        assertThat(few.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(few.reason())
                .isEqualTo("0 of 400 requests failed; at least 2995 are needed to judge with 95% confidence");
        assertThat(many.verdict()).isEqualTo(PASS);
        assertThat(failing.verdict()).isEqualTo(FAIL);
        assertThat(failing.observed()).isEqualTo("5%");
    }

    @ParameterizedTest
    @EnumSource(
            value = RunVerdict.class,
            names = {"INVALID", "ABORTED"})
    void anUntrustworthyRunConcludesNothing(RunVerdict verdict) {
        var good = endpoint("target_response_time_p95: 500ms", run(verdict, measured("GET /a", 1_000, 0, i -> 1)));
        var bad = endpoint("target_response_time_p95: 500ms", run(verdict, measured("GET /a", 1_000, 0, i -> 900)));

        assertThat(good.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(bad.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(good.reason()).contains(verdict.name(), "because of the test");
    }

    @Test
    void aSequentialScanViolatesTheBudgetAndNamesTheTable() {
        var list = statement("SELECT", "employees").seqScan("employees").build();

        var result = query("target_seq_scan_allowed: false", known(list));

        assertThat(result.verdict()).isEqualTo(FAIL);
        assertThat(result.observed()).isEqualTo("sequential scan on employees");
        assertThat(result.reason()).contains("1 of 1 matching statement", "SELECT … employees");
    }

    @Test
    void oneStatementWithoutIndexScanIsEnough() {
        var byId = statement("SELECT", "employees").indexScan().build();
        var list = statement("SELECT", "employees").seqScan("employees").build();

        assertThat(query("target_index_scan: true", known(byId, list)).verdict())
                .isEqualTo(FAIL);
        assertThat(query("target_index_scan: true", known(byId)).verdict()).isEqualTo(PASS);
    }

    @Test
    void anIndexThatIsReadFromEndToEndIsNoIndexScan() {
        var whole = statement("SELECT", "employees").wholeIndexScan("employees").build();
        var byId = statement("SELECT", "employees").indexScan("employees").build();

        var result = query("target_index_scan: true", known(byId, whole));

        assertThat(result.verdict()).isEqualTo(FAIL);
        assertThat(result.observed()).isEqualTo("whole index read on employees");
        assertThat(result.reason()).contains("1 of 2 matching statements");
        assertThat(query("target_index_scan: true", known(byId)).verdict()).isEqualTo(PASS);
    }

    @Test
    void theIndexOfAnotherTableDoesNotHelpTheOneThatIsNamed() {
        var joined = statement("SELECT", "employees")
                .indexScan("departments")
                .wholeIndexScan("employees")
                .build();
        var other = statement("SELECT", "employees")
                .indexScan("employees")
                .wholeIndexScan("departments")
                .build();

        assertThat(query("target_index_scan: true", known(joined)).verdict()).isEqualTo(FAIL);
        assertThat(query("target_index_scan: true", known(other)).verdict()).isEqualTo(PASS);
    }

    @Test
    void factsOfBeforeWholeIndexScansWereToldAreJudgedAsTheyWere() throws Exception {
        var json = new com.fasterxml.jackson.databind.ObjectMapper();
        var stored = (com.fasterxml.jackson.databind.node.ObjectNode)
                json.valueToTree(statement("SELECT", "employees").indexScan().build());
        stored.remove(java.util.List.of("indexScanTables", "wholeIndexScanTables"));

        var facts = json.treeToValue(stored, io.belastbar.contracts.StatementFacts.class);

        assertThat(query("target_index_scan: true", known(facts)).verdict()).isEqualTo(PASS);
    }

    @Test
    void aStatementWithoutPlanIsInconclusive() {
        var unplanned =
                statement("SELECT", "employees").planNote("permission denied").build();

        var result = query("target_index_scan: true", known(unplanned));

        assertThat(result.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(result.reason()).contains("permission denied");
    }

    @Test
    void theSlowestMeanDecidesAQueryTime() {
        var fast = statement("SELECT", "employees").meanMs(5).build();
        var slow = statement("SELECT", "employees").meanMs(150).build();

        var result = query("target_query_time: < 100ms", known(fast, slow));

        assertThat(result.verdict()).isEqualTo(FAIL);
        assertThat(result.observed()).isEqualTo("150 ms");
        assertThat(result.headroomPercent()).isEqualTo(-50.0);
        assertThat(result.reason()).contains("judged on the mean", "slowest of 2 matching");
    }

    @Test
    void withoutFactsTheDatabaseSectionIsNoDataWithTheReason() {
        var result = query("target_query_time: < 100ms", new FactsAnswer.Unknown("profiling-service did not answer"));

        assertThat(result.verdict()).isEqualTo(NO_DATA);
        assertThat(result.reason()).isEqualTo("profiling-service did not answer");
    }

    @Test
    void statementsThatDidNotRunAreNoData() {
        var idle = statement("SELECT", "employees").calls(0).build();

        assertThat(query("target_query_time: < 100ms", known(idle)).reason())
                .isEqualTo("profiling-service saw no SELECT statements on employees during the run");
    }

    @Test
    void theNoteOfMissingFactsIsPassedOn() {
        var result = query("target_index_scan: true", Facts.missing("the database refused the connection"));

        assertThat(result.verdict()).isEqualTo(NO_DATA);
        assertThat(result.reason()).endsWith("(the database refused the connection)");
    }

    @Test
    void theWorstVerdictWins() {
        assertThat(BudgetVerdict.of(List.of())).isEqualTo(INCONCLUSIVE);
        assertThat(verdictOf(PASS, NO_DATA, INCONCLUSIVE)).isEqualTo(PASS);
        assertThat(verdictOf(PASS, WARN)).isEqualTo(WARN);
        assertThat(verdictOf(WARN, FAIL)).isEqualTo(FAIL);
        assertThat(verdictOf(NO_DATA)).isEqualTo(INCONCLUSIVE);
    }

    private static ObjectiveVerdict verdictOf(ObjectiveVerdict... verdicts) {
        return BudgetVerdict.of(Arrays.stream(verdicts)
                .map(verdict -> new ObjectiveResult("s", "m", "l", null, verdict, null, 0, null, null, null, null))
                .toList());
    }

    private static ObjectiveResult endpoint(String target, TestRunFinished run) {
        var budget = Samples.budget("endpoints:\n  \"GET /a\":\n    " + target + "\n");
        return BudgetEvaluation.evaluate(budget, Evidence.of(run, NO_FACTS)).getFirst();
    }

    @Test
    void theHitRatioIsThatOfAllMatchingStatements() {
        var facts = known(
                statement("SELECT", "employees").blocks(900, 100).build(),
                statement("SELECT", "employees").blocks(90, 10).build(),
                statement("SELECT", "salaries").blocks(0, 5_000).build());

        var kept = query("target_hit_ratio: 90%", facts);
        assertThat(kept.verdict()).isEqualTo(PASS);
        assertThat(kept.observed()).isEqualTo("90%");
        assertThat(kept.reason()).isEqualTo("990 of 1100 blocks were found in shared buffers");
        assertThat(query("target_hit_ratio: 91%", facts).verdict()).isEqualTo(FAIL);
        var none = known(statement("SELECT", "employees").build());
        assertThat(query("target_hit_ratio: 90%", none).verdict()).isEqualTo(NO_DATA);
    }

    private static ObjectiveResult query(String target, FactsAnswer facts) {
        var budget = Samples.budget("database:\n  \"SELECT on employees\":\n    " + target + "\n");
        return BudgetEvaluation.evaluate(budget, Evidence.of(run(), facts)).getFirst();
    }
}
