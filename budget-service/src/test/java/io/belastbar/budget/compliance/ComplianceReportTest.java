package io.belastbar.budget.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.Samples;
import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.budget.evaluation.Evidence;
import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.budget.evaluation.Facts;
import io.belastbar.budget.evaluation.Runs;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.run.EvaluationReport;
import io.belastbar.budget.series.MeasuredValues;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComplianceReportTest {

    private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
    private static final PerformanceBudget BUDGET = Samples.smartbavBudget().and(Samples.budget("""
                    pipelines: { pr: { target_duration: < 10min, baseline_duration: 8min } }
                    caches: { settings: { target_hit_ratio: ">= 70%" } }
                    """));

    /** The report of a run, in both languages, as a person reviewed it once. */
    @ParameterizedTest
    @EnumSource(ReportLanguage.class)
    void readsAsItWasReviewed(ReportLanguage language) throws IOException {
        var text = page(language).markdown();

        assertThat(text)
                .isEqualTo(
                        Files.readString(Path.of("src/test/resources/golden/compliance." + language.code() + ".md")));
    }

    @Test
    void aRunThatDidNotShowAPromiseDoesNotTakeItsVerdictAway() {
        var covering = evaluation("run-1", NOW.minusSeconds(7_200), slow());
        var other = evaluation("run-2", NOW.minusSeconds(3_600), Runs.measured("GET /other", 400, 0, i -> 1));

        var lines = review(List.of(other, covering)).lines();

        assertThat(line(lines, "GET /api/v1/employees", "target_response_time_p95"))
                .satisfies(line -> {
                    assertThat(line.result().verdict()).isEqualTo(ObjectiveVerdict.FAIL);
                    assertThat(line.runId()).isEqualTo("run-1");
                    assertThat(line.judgedAt()).isEqualTo(NOW.minusSeconds(7_200));
                });
    }

    @Test
    void aVerdictHoldsSinceTheFirstRunThatGaveIt() {
        var runs = List.of(
                evaluation("run-3", NOW.minusSeconds(100), slow()),
                evaluation("run-2", NOW.minusSeconds(200), slow()),
                evaluation("run-1", NOW.minusSeconds(300), Runs.measured("GET /api/v1/employees", 400, 0, i -> 10)));

        var line = line(review(runs).lines(), "GET /api/v1/employees", "target_response_time_p95");

        assertThat(line.since()).isEqualTo(NOW.minusSeconds(200));
    }

    @Test
    void measurementsAreJudgedWhereNoRunTells() {
        var line = line(review(List.of()).lines(), "pr", "target_duration");

        assertThat(line.result().verdict()).isEqualTo(ObjectiveVerdict.PASS);
        assertThat(line.baselinePercent()).isEqualTo(12.5);
        assertThat(line.runId()).isNull();
    }

    @Test
    void aNewerMeasurementReplacesWhatARunRepeated() {
        var before = evaluation("run-1", NOW.minusSeconds(60), slow());
        var repeated = before.objectives().stream()
                .map(result -> result.subject().equals("pr") ? broken(result) : result)
                .toList();
        var stale = new EvaluationReport(
                "e",
                "run-1",
                "smartbav",
                "demo",
                RunVerdict.PASSED,
                3,
                NOW,
                ObjectiveVerdict.FAIL,
                repeated,
                List.of(),
                "main",
                "default");

        var line = line(review(List.of(stale)).lines(), "pr", "target_duration");

        assertThat(line.result().verdict()).isEqualTo(ObjectiveVerdict.PASS);
        assertThat(line.judgedAt()).isEqualTo(NOW.minusSeconds(600));
    }

    private static ObjectiveResult broken(ObjectiveResult result) {
        return new ObjectiveResult(
                result.subject(),
                result.metric(),
                result.limit(),
                "20 min",
                ObjectiveVerdict.FAIL,
                -100.0,
                1,
                null,
                null,
                null,
                null);
    }

    @Test
    void thePageNeedsNothingElse() throws IOException {
        var html = page(ReportLanguage.GERMAN).html();

        Files.createDirectories(Path.of("target/reports"));
        Files.writeString(Path.of("target/reports/compliance.html"), html);
        assertThat(html)
                .contains("<html lang=\"de\">", "class=\"pill s-FAIL\"", "Übergabe-Checkliste")
                .doesNotContain("<script", "http://", "https://");
    }

    private static ComplianceLine line(List<ComplianceLine> lines, String subject, String metric) {
        return lines.stream()
                .filter(line -> line.result().subject().equals(subject))
                .filter(line -> line.result().metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    private static EndpointResult slow() {
        return Runs.measured("GET /api/v1/employees", 4_000, 2, i -> i % 10 == 0 ? 1_500 : 120);
    }

    private static ComplianceReport report(EndpointResult result) {
        var lines = review(List.of(evaluation("run-1", NOW.minusSeconds(60), result)))
                .lines();
        return new ComplianceReport(
                "smartbav",
                3,
                NOW.minusSeconds(86_400),
                "anna",
                null,
                null,
                NOW,
                ComplianceReport.counts(lines),
                lines,
                ComplianceReview.handover(lines));
    }

    private static ComplianceReview review(List<EvaluationReport> evaluations) {
        MeasuredValues measured = objective -> objective.subject().name().equals("pr")
                ? List.of(new SeriesPoint(NOW.minusSeconds(600), 540_000, 1, SeriesPoint.POSTED, null, Map.of()))
                : List.of();
        return new ComplianceReview(
                BUDGET,
                evaluations,
                measured,
                objective -> List.of(point(NOW.minusSeconds(90_000), 1), point(NOW, 2)),
                NOW);
    }

    private static SeriesPoint point(Instant at, double value) {
        return new SeriesPoint(at, value, 1, SeriesPoint.POSTED, null, Map.of());
    }

    private static EvaluationReport evaluation(String runId, Instant at, EndpointResult result) {
        FactsAnswer facts = Facts.known(Facts.statement("SELECT", "employees")
                .rls()
                .seqScan("employees")
                .build());
        var run = Runs.run(runId, RunVerdict.PASSED, result);
        var results = BudgetEvaluation.evaluate(BUDGET, Evidence.of(run, facts));
        return new EvaluationReport(
                "evaluation-" + runId,
                runId,
                "smartbav",
                "demo",
                RunVerdict.PASSED,
                3,
                at,
                BudgetEvaluation.verdict(results),
                results,
                List.of(),
                "main",
                "default");
    }

    private static CompliancePage page(ReportLanguage language) {
        return new CompliancePage(report(slow()), new ReportTime(language, ZoneId.of("Europe/Berlin")));
    }
}
