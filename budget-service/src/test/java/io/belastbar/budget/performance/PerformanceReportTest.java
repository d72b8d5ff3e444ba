package io.belastbar.budget.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.PerformanceBudget.SubjectBudget;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.contracts.Severity;
import io.belastbar.quantity.Limit;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.chart.TrendLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PerformanceReportTest {

    private static final Instant END = Instant.parse("2026-11-21T06:00:00Z");
    private static final Subject LAG = new Subject(SubjectKind.PIPELINE, "events", "queue");
    private static final Subject HITS = new Subject(SubjectKind.CACHE, "redis", "<portfolio|data>");
    private static final Subject CPU = Subject.of(SubjectKind.RESOURCE, "cpu");

    /** The oracle is Python 3.11: statistics.quantiles(values, n=20)[18]; but no share is above 100 % where it extrapolates. */
    @Test
    void theP95IsPythonsAndNeverAboveTheLargestValue() {
        var squares = IntStream.range(0, 100).mapToDouble(i -> i * i % 101).toArray();

        assertThat(ValueStatistics.of(squares).p95()).isCloseTo(96.0, within(1e-9));
        assertThat(ValueStatistics.of(new double[] {236.81, 104.06, 396.66, 155.82, 67.45, 402.19})
                        .p95())
                .isEqualTo(402.19);
        assertThat(ValueStatistics.of(new double[] {
                            107.08, 215.19, 927.55, 829.09, 806.85, 800.65, 194.24, 310.54, 627.35, 732.16, 854.79,
                            880.17, 87.63, 606.25, 672.03, 506.45, 178.61, 474.11
                        })
                        .p95())
                .isEqualTo(927.55);
        assertThat(ValueStatistics.of(new double[] {3, 1, 2, 5, 4}).p95()).isEqualTo(5);
    }

    @Test
    void aTrendHasTheMeansOfEqualShares() {
        var rising = IntStream.range(0, 100).mapToDouble(i -> i).toArray();

        assertThat(ValueStatistics.trend(rising, 4)).containsExactly(12.0, 37.0, 62.0, 87.0);
        assertThat(ValueStatistics.trend(new double[] {3, 1}, 4)).containsExactly(3.0, 1.0);
        assertThat(TrendLine.of(List.of(1.0, 2.0), "x").html()).contains("d=\"M2 18L94 2\"");
        assertThat(TrendLine.of(List.of(1.0), "x").html()).contains("d=\"M48 10\"");
    }

    @Test
    void aBrokenPromiseIsCriticalByItsLimitOrItsSeverity() {
        var lag = promise(LAG, Measure.LAG, Statistic.NONE, "100ms");

        assertThat(status(100, lag)).isEqualTo(MetricStatus.OK);
        assertThat(status(101, lag)).isEqualTo(MetricStatus.WARNING);
        assertThat(status(101, lag.withSeverity(Severity.HIGH))).isEqualTo(MetricStatus.CRITICAL);
        var graded =
                lag.withSeverity(Severity.CRITICAL).withCritical(limit("1s")).withWarning(limit("80ms"));
        assertThat(status(81, graded)).isEqualTo(MetricStatus.WARNING);
        assertThat(status(999, graded)).isEqualTo(MetricStatus.WARNING);
        assertThat(status(1_001, graded)).isEqualTo(MetricStatus.CRITICAL);
        var throughput = Objective.of(
                LAG, Measure.THROUGHPUT, Statistic.NONE, Limit.fromBelow("10 req/s", Dimension.RATE::parse));
        assertThat(status(10, throughput)).isEqualTo(MetricStatus.OK);
        assertThat(status(9, throughput)).isEqualTo(MetricStatus.UNKNOWN);
        assertThat(MetricStatus.of(5, List.of())).isEqualTo(MetricStatus.UNKNOWN);
    }

    @Test
    void figuresAreGroupedByServiceAndSummedUp() {
        var report = report();

        assertThat(report.totalMetrics()).isEqualTo(8);
        assertThat(report.services()).containsOnlyKeys("events", "redis", "shop");
        var events = report.services().get("events");
        assertThat(events.statusSummary())
                .contains(
                        entry(MetricStatus.OK, 2L), entry(MetricStatus.WARNING, 1L), entry(MetricStatus.CRITICAL, 1L));
        assertThat(events.metrics().get("queue.lag")).satisfies(lag -> {
            assertThat(lag.latestValue()).isEqualTo(1_200);
            assertThat(lag.latestStatus()).isEqualTo(MetricStatus.CRITICAL);
            assertThat(lag.avgValue()).isEqualTo(397.5);
            assertThat(lag.baselineDeviation()).isEqualTo(1_100);
        });
        assertThat(report.summary().criticalIssues()).isEqualTo(1);
        assertThat(report.summary().warnings()).isEqualTo(1);
        assertThat(report.summary().baselineDeviations())
                .extracting(PerformanceReport.Deviation::metric)
                .containsExactly("queue.lag");
    }

    @Test
    void singleMeasurementsAreHeldAgainstTheLimitOfTheirPeak() {
        var cpu = report().services().get("shop").metrics().get("cpu.utilisation");

        assertThat(cpu.limit()).isEqualTo("≤ 80%");
        assertThat(cpu.latestStatus()).isEqualTo(MetricStatus.OK);
    }

    @Test
    void theJsonHasTheNamesOfTheRequirement() throws Exception {
        var json = new ObjectMapper().registerModule(new JavaTimeModule());

        var tree = json.readTree(json.writeValueAsString(report()));

        assertThat(tree.fieldNames())
                .toIterable()
                .contains("report_period", "start_time", "end_time", "total_metrics", "services", "summary");
        var redis = tree.path("services").path("redis");
        assertThat(redis.path("status_summary").fieldNames())
                .toIterable()
                .containsExactly("ok", "warning", "critical", "unknown");
        assertThat(redis.path("metrics").path("<portfolio|data>.hit_ratio").fieldNames())
                .toIterable()
                .contains(
                        "latest_value",
                        "latest_status",
                        "unit",
                        "baseline_value",
                        "baseline_deviation",
                        "avg_value",
                        "min_value",
                        "max_value",
                        "p95_value",
                        "data_points");
        assertThat(tree.path("summary")
                        .path("baseline_deviations")
                        .path(0)
                        .path("deviation_percent")
                        .asDouble())
                .isEqualTo(1_100);
    }

    @Test
    void thePagesSayItInOneSentenceFirst() {
        var english = page(report(), ReportLanguage.ENGLISH).markdown();
        var german = page(report(), ReportLanguage.GERMAN).markdown();

        assertThat(english)
                .contains("Of 3 figures in the last hour, one is critical and one shows a warning;"
                        + " one deviates from the baseline by more than 20%.")
                .contains("\\<portfolio\\|data\\>.hit_ratio");
        assertThat(german)
                .contains("Von 3 Kenngrößen der letzten Stunde ist eine kritisch und eine auffällig;"
                        + " eine weicht mehr als 20 % vom Ausgangswert ab.")
                .contains("398 ms", "+1.100 %");
    }

    @ParameterizedTest
    @EnumSource(ReportLanguage.class)
    void whatMissesItsLimitByAHairIsNotWrittenAsTheLimit(ReportLanguage language) {
        var hits = Objective.of(
                HITS, Measure.HIT_RATIO, Statistic.NONE, Limit.fromBelow("99.99%", Dimension.RATIO::parse));
        var slow = promise(LAG, Measure.LAG, Statistic.NONE, "3000ms");
        var builder = new PerformanceReportBuilder(
                "shop",
                PerformanceBudget.of(
                        List.of(SubjectBudget.of(HITS, List.of(hits)), SubjectBudget.of(LAG, List.of(slow)))),
                List.of());
        builder.add(values(HITS, "target_hit_ratio", 0.99985));
        builder.add(values(LAG, "target_lag", 3000.4));

        assertThat(page(builder.build("1h", END.minusSeconds(3_600), END, 3), language)
                        .markdown())
                .contains(language.choose("99,985 % | ≥ 99,99 %", "99.985 % | ≥ 99.99 %"))
                .contains(language.choose("3.000,4 ms | ≤ 3.000 ms", "3,000.4 ms | ≤ 3,000 ms"));
    }

    @Test
    void thePageEscapesNames() throws Exception {
        var page = page(report(), ReportLanguage.GERMAN).html();
        Files.createDirectories(Path.of("target/reports"));
        Files.writeString(Path.of("target/reports/performance.html"), page);

        assertThat(page).startsWith("<!DOCTYPE html>\n<html lang=\"de\">").contains("&lt;portfolio|data&gt;.hit_ratio");
        assertThat(page).doesNotContain("<portfolio").doesNotContain("<script");
        assertThat(page).contains("<span class=\"pill s-CRITICAL\">kritisch</span>");
        assertThat(page).contains("aria-label=\"von 90 ms zu 1.200 ms\"");
    }

    @Test
    void anEmptyPeriodNamesTheNextCommand() {
        var empty = new PerformanceReportBuilder("shop", PerformanceBudget.of(List.of()), List.of())
                .build("24h", END.minusSeconds(86_400), END, null);

        assertThat(empty.hint()).contains("belastbar measure");
        assertThat(page(empty, ReportLanguage.GERMAN).markdown())
                .contains("der letzten 24 Stunden wurde nichts gemessen", "Es ist kein Budget hinterlegt");
    }

    private static PerformanceReport report() {
        var lag = promise(LAG, Measure.LAG, Statistic.NONE, "100ms")
                .withCritical(limit("1s"))
                .withBaseline(Dimension.TIME.parse("100ms"));
        var hits = Objective.of(HITS, Measure.HIT_RATIO, Statistic.NONE, Limit.fromBelow("85%", Dimension.RATIO::parse))
                .withBaseline(Dimension.RATIO.parse("82%"));
        var cpu =
                Objective.of(CPU, Measure.UTILISATION, Statistic.PEAK, Limit.fromAbove("80%", Dimension.RATIO::parse));
        var builder = new PerformanceReportBuilder(
                "shop",
                PerformanceBudget.of(List.of(
                        SubjectBudget.of(LAG, List.of(lag)),
                        SubjectBudget.of(HITS, List.of(hits)),
                        SubjectBudget.of(CPU, List.of(cpu)))),
                List.of());
        builder.add(values(LAG, "target_lag", 90, 100, 200, 1_200));
        builder.add(values(HITS, "target_hit_ratio", 0.9, 0.8));
        builder.add(values(CPU, "target_utilisation", 0.5, 0.6));
        return builder.build("1h", END.minusSeconds(3_600), END, 3);
    }

    private static FigureValues values(Subject subject, String metric, double... values) {
        return new FigureValues(new SeriesKey("shop", subject, metric, SeriesKey.MEASURED), values, END);
    }

    private static Objective promise(Subject subject, Measure measure, Statistic statistic, String limit) {
        return Objective.of(subject, measure, statistic, limit(limit));
    }

    private static Limit<?> limit(String text) {
        return Limit.fromAbove(text, Dimension.TIME::parse);
    }

    private static MetricStatus status(double value, Objective objective) {
        return MetricStatus.of(value, List.of(objective));
    }

    private static PerformancePage page(PerformanceReport report, ReportLanguage language) {
        return new PerformancePage(report, ReportTime.utc(language));
    }

    @Test
    void aReportStandsStillWhileNoValueComes() {
        var newest = List.of(END.minusSeconds(100), END.minusSeconds(1_000));

        assertThat(ReportPeriod.HOUR.endOf(newest, END))
                .isEqualTo(ReportPeriod.HOUR.endOf(newest, END.plusSeconds(61)))
                .isAfter(END.minusSeconds(100));
        assertThat(ReportPeriod.WEEK.endOf(newest, END.plusSeconds(80_000)))
                .isEqualTo(ReportPeriod.WEEK.endOf(newest, END));
        assertThat(ReportPeriod.HOUR.endOf(List.of(END.plusSeconds(5)), END.plusSeconds(5)))
                .isAfter(END.plusSeconds(5));
    }

    @ParameterizedTest
    @EnumSource(ReportLanguage.class)
    void whatBrokeAPromiseMeanwhileIsNotInOrderWithoutAWord(ReportLanguage language) {
        var hits =
                Objective.of(HITS, Measure.HIT_RATIO, Statistic.NONE, Limit.fromBelow("99.9%", Dimension.RATIO::parse));
        var budget = PerformanceBudget.of(List.of(SubjectBudget.of(HITS, List.of(hits))));
        var builder = new PerformanceReportBuilder("shop", budget, List.of());
        builder.add(values(HITS, "target_hit_ratio", 1, 0.5, 0.6, 1, 1));

        var report = builder.build("1h", END.minusSeconds(3_600), END, 3);

        assertThat(page(report, language).markdown())
                .contains(language.choose(
                        "2 von 5 Werten haben das Versprechen gebrochen", "2 of 5 values broke the promise"));
    }
}
