package io.belastbar.budget.run;

import static io.belastbar.budget.evaluation.Facts.statement;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.Samples;
import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.budget.evaluation.Evidence;
import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.budget.evaluation.Runs;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.DatabaseFacts;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunSeriesTest {

    /** The percentile is not known on either side of the limit: neither the slowest call nor the mean is it. */
    @ParameterizedTest
    @ValueSource(doubles = {80, 99, 101, 5_000})
    void aStatementsPercentileIsNoPoint(double slowestMs) {
        var facts = new DatabaseFacts(
                "run-1",
                "s",
                "db",
                null,
                Instant.EPOCH,
                null,
                List.of(statement("SELECT", "a").time(12, slowestMs).build()));

        var points = points("""
                database:
                  "SELECT on a": { target_query_time: 100ms, target_query_time_p95: 100ms, target_query_time_peak: 100ms }
                """, new FactsAnswer.Known(facts), 400);

        assertThat(points).singleElement().satisfies(point -> {
            assertThat(point.key().metric()).isEqualTo("target_query_time");
            assertThat(point.point().value()).isEqualTo(12);
        });
    }

    @Test
    void whatWasNotEnoughToJudgeByIsMarked() {
        var promise = "endpoints: { \"GET /a\": { target_response_time_p99: 100ms } }";

        assertThat(points(promise, new FactsAnswer.Unknown("not needed"), 10))
                .singleElement()
                .satisfies(
                        point -> assertThat(point.point().labels()).containsEntry(SeriesPoint.VERDICT, "INCONCLUSIVE"));
        assertThat(points(promise, new FactsAnswer.Unknown("not needed"), 400))
                .singleElement()
                .satisfies(point -> assertThat(point.point().labels()).isEmpty());
    }

    /** Two of ten are slow where one in a hundred may be: no chance, however few they are. */
    @Test
    void whatTheRunsEvaluationFailedIsMarked() {
        var promise = "endpoints: { \"GET /a\": { target_response_time_p99: 100ms } }";
        var run = Runs.run(Runs.measured("GET /a", 10, 0, i -> i < 2 ? 150 : 50));
        var judged = BudgetEvaluation.judge(
                Samples.budget(promise), Evidence.of(run, new FactsAnswer.Unknown("not needed")));

        assertThat(RunSeries.of(run, judged))
                .singleElement()
                .satisfies(point -> assertThat(point.point().labels()).containsEntry(SeriesPoint.VERDICT, "FAIL"));
    }

    private static List<LatestPoint> points(String promises, FactsAnswer facts, int requests) {
        var run = Runs.run(Runs.measured("GET /a", requests, 0, i -> i == 0 ? 150 : 50));
        return RunSeries.of(run, BudgetEvaluation.judge(Samples.budget(promises), Evidence.of(run, facts)));
    }
}
