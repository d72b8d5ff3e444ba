package io.belastbar.budget.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.Samples;
import io.belastbar.budget.compliance.ComplianceReview.Known;
import io.belastbar.budget.compliance.shown.ShownPromises;
import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.budget.evaluation.Evidence;
import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.budget.evaluation.Facts;
import io.belastbar.budget.evaluation.Runs;
import io.belastbar.budget.health.PromiseStatus;
import io.belastbar.budget.health.PromiseStatuses;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.run.EvaluationReport;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.MeasuredValues;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.TrendRepository.Drawn;
import io.belastbar.budget.verdict.BudgetVerdict;
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
import java.util.stream.IntStream;
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
                "default",
                null,
                null,
                null);

        var line = line(review(List.of(stale)).lines(), "pr", "target_duration");

        assertThat(line.result().verdict()).isEqualTo(ObjectiveVerdict.PASS);
        assertThat(line.judgedAt()).isEqualTo(NOW.minusSeconds(600));
    }

    @Test
    void aMeasuredPromiseIsBrokenSinceTheValueThatBrokeItAndNotSinceTheNewest() {
        var outage = IntStream.range(0, 2000)
                .mapToObj(i -> measured(i, i >= 700 && i < 730 ? 1 : 0.0001, 3000))
                .toList();
        var builds = List.of(
                measured(0, 300_000, 0), measured(1, 150_000, 0), measured(2, 250_000, 0), measured(3, 260_000, 0));

        assertThat(sinceOf("operations: { pay: { target_error_rate: < 0.5% } }", outage))
                .isEqualTo(outage.get(700).at());
        assertThat(sinceOf("artefacts: { app: { target_size: < 200kB } }", builds))
                .isEqualTo(builds.get(2).at());
        assertThat(sinceOf(
                        "operations: { pay: { target_success_rate: 99.9% } }",
                        List.of(measured(0, 1, 5000), measured(1, 0.9, 5000), measured(2, 1, 5000))))
                .isEqualTo(measured(1, 0, 0).at());
    }

    @Test
    void whereTheNewestValueSaysSomethingElseItSaysWhy() {
        var promise = "operations: { pay: { target_error_rate: < 0.5% } }";
        var points = List.of(measured(0, 1, 3000), measured(1, 0.0001, 3000));
        var lines = statusLines(promise, points);

        assertThat(lines.getFirst().result().verdict()).isEqualTo(ObjectiveVerdict.FAIL);
        assertThat(lines.getFirst().now().status()).isEqualTo(MetricStatus.OK);
        assertThat(page(lines, ReportLanguage.GERMAN)).contains("der neueste Wert ist 0,01 %", "hält die Grenze");
        assertThat(page(lines, ReportLanguage.ENGLISH)).contains("the newest value is 0.01 %", "100 % broke it");
    }

    @Test
    void theIntervalOfNoFailureBeginsAtZero() {
        var none = statusLines("operations: { pay: { target_error_rate: < 5% } }", List.of(measured(0, 0, 358)));
        var all = statusLines("operations: { pay: { target_success_rate: 95% } }", List.of(measured(0, 1, 358)));

        assertThat(page(none, ReportLanguage.ENGLISH)).contains("0 % – 1.06").doesNotContain("0.00000");
        assertThat(page(all, ReportLanguage.ENGLISH)).contains(" – 100 %").doesNotContain("99.99999");
    }

    @Test
    void whatIsOnlyShownCountsNowhere() {
        var lines = statusLines(
                "artefacts: { app: { target_size: < 200kB, informational: true } }", List.of(measured(0, 300_000, 0)));

        assertThat(lines.getFirst().result().verdict()).isEqualTo(ObjectiveVerdict.FAIL);
        assertThat(ComplianceReport.counts(lines)).isEmpty();
        assertThat(page(lines, ReportLanguage.ENGLISH)).contains("only shown").doesNotContain("Hand-over checklist");
    }

    @Test
    void theScoreOfARunStandsBesideItsBrokenPromises() {
        var lines = review(List.of(evaluation("run-1", NOW, slow()))).lines();
        var english = page(lines, new ComplianceReport.Score(87, 3), ReportLanguage.ENGLISH);
        var german = page(lines, new ComplianceReport.Score(87, 3), ReportLanguage.GERMAN);

        assertThat(english.markdown()).contains("Score: 87 of 100 (budget version 3).", "broken");
        assertThat(english.html()).contains("87 of 100");
        assertThat(german.markdown()).contains("Punkte: 87 von 100 (Budgetversion 3).", "gebrochen");
        assertThat(german.html()).contains("87 von 100");
        assertThat(page(lines, null, ReportLanguage.ENGLISH).markdown()).doesNotContain("Score");
    }

    private static List<ComplianceLine> statusLines(String budget, List<SeriesPoint> points) {
        var promises = Samples.budget(budget);
        var objective = promises.objectives().findFirst().orElseThrow();
        var key = SeriesKey.of("shop", objective, SeriesKey.MEASURED);
        var status = PromiseStatuses.of(objective, new LatestPoint(key, points.getLast()), points.getFirst(), NOW);
        return review(promises, new ShownPromises(Map.of()), null, asked -> points, List.of(status))
                .lines();
    }

    private static String page(List<ComplianceLine> lines, ReportLanguage language) {
        return page(lines, null, language).markdown();
    }

    private static CompliancePage page(
            List<ComplianceLine> lines, ComplianceReport.Score score, ReportLanguage language) {
        var report = new ComplianceReport(
                "shop",
                1,
                NOW,
                "anna",
                null,
                score,
                null,
                NOW,
                ComplianceReport.counts(lines),
                lines,
                ComplianceReview.handover(lines));
        return new CompliancePage(report, new ReportTime(language, ZoneId.of("Europe/Berlin")));
    }

    private static Instant sinceOf(String budget, List<SeriesPoint> points) {
        return review(Samples.budget(budget), new ShownPromises(Map.of()), null, asked -> points, List.of())
                .lines()
                .getFirst()
                .since();
    }

    private static SeriesPoint measured(int minute, double value, long samples) {
        return new SeriesPoint(
                NOW.minusSeconds(80_000).plusSeconds(20L * minute), value, samples, SeriesPoint.POSTED, null, Map.of());
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
        return review(
                BUDGET,
                evaluations.isEmpty() ? new ShownPromises(Map.of()) : shown(evaluations.getFirst()),
                evaluations.isEmpty() ? null : evaluations.getFirst(),
                measured,
                List.of());
    }

    private static ComplianceReview review(
            PerformanceBudget budget,
            ShownPromises shown,
            EvaluationReport newest,
            MeasuredValues measured,
            List<PromiseStatus> statuses) {
        return new ComplianceReview(
                budget,
                new Known(
                        shown,
                        newest,
                        measured,
                        objective -> List.of(new Drawn(NOW.minusSeconds(90_000), 1), new Drawn(NOW, 2)),
                        statuses));
    }

    private static ShownPromises shown(EvaluationReport evaluation) {
        return ShownPromises.only(evaluation, BUDGET.objectives().toList());
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
                BudgetVerdict.of(results),
                results,
                List.of(),
                "main",
                "default",
                null,
                null,
                null);
    }

    private static CompliancePage page(ReportLanguage language) {
        return new CompliancePage(report(slow()), new ReportTime(language, ZoneId.of("Europe/Berlin")));
    }
}
