package io.belastbar.budget.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.belastbar.budget.measurement.MeasurementBatch.PromiseOfBranch;
import io.belastbar.budget.measurement.reading.MeasurementCsv;
import io.belastbar.budget.measurement.reading.MeasurementEntry;
import io.belastbar.budget.measurement.reading.MeasurementReader;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.PerformanceBudget.SubjectBudget;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.objective.Terms;
import io.belastbar.budget.series.MeasuredValues;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.quantity.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasurementBatchTest {

    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
    private static final Subject JOB = Subject.of(SubjectKind.OPERATION, "job");
    private static final Objective ERRORS = Objective.of(
            JOB, Measure.ERROR_RATE, Statistic.NONE, Limit.fromAbove("< 1%", Measure.ERROR_RATE.dimension()::parse));
    private static final Objective P95 = Objective.of(
            JOB,
            Measure.RESPONSE_TIME,
            Statistic.P95,
            Limit.fromAbove("300ms", Measure.RESPONSE_TIME.dimension()::parse));
    private static final PerformanceBudget BUDGET =
            PerformanceBudget.of(List.of(SubjectBudget.of(JOB, List.of(ERRORS, P95))));

    @Test
    void equalRowsOfATableAreAllKept() {
        var batch = table("job,error_rate,0,1\n".repeat(100) + "job,error_rate,1,1\n");

        assertThat(batch.points()).hasSize(101);
        assertThat(of(judge(batch, MeasuredValues.NONE), ERRORS)).satisfies(judged -> {
            assertThat(judged.posted().observed()).isEqualTo("0.9901%");
            assertThat(judged.posted().samples()).isEqualTo(101);
        });
    }

    @Test
    void branchesHaveWindowsOfTheirOwn() {
        var batch = batch(MeasurementCsv.read("""
                subject,metric,value,samples,branch
                job,error_rate,0,1000,
                job,error_rate,0.5,1000,feature/x
                """));

        var judged = PostedPromise.judge(
                batch,
                branch -> objective -> List.of(new SeriesPoint(
                        NOW.minusSeconds(9), branch.equals("main") ? 0 : 1, 1_000, SeriesPoint.POSTED, null, Map.of())),
                NOW);

        assertThat(judged.values())
                .extracting(PostedPromise::branch, each -> each.posted().verdict(), each -> each.window()
                        .observed())
                .containsExactly(
                        tuple(null, ObjectiveVerdict.PASS, "0%"), tuple("feature/x", ObjectiveVerdict.FAIL, "75%"));
        assertThat(batch.points()).extracting(point -> point.getKey().branch()).containsExactly("main", "feature/x");
    }

    @Test
    void aPromiseHoldsOnItsTestbedsOnly() {
        var staging = ERRORS.withTerms(new Terms(false, false, Terms.UNWEIGHTED, List.of("staging")));
        var budget = PerformanceBudget.of(List.of(SubjectBudget.of(JOB, List.of(staging))));
        var entries = MeasurementCsv.read("""
                subject,metric,value,samples,testbed
                job,error_rate,0.5,1000,laptop
                job,error_rate,0,1000,staging
                """);

        var batch = MeasurementBatch.of("shop", budget, MeasurementReader.read(entries, NOW, Duration.ofDays(400)));

        assertThat(batch.measurements().getFirst().hint())
                .isEqualTo("what is promised about this does not hold on testbed laptop");
        assertThat(judge(batch, MeasuredValues.NONE).values())
                .extracting(each -> each.posted().verdict())
                .containsExactly(ObjectiveVerdict.PASS);
    }

    @Test
    void whatIsOnlyShownMakesNoVerdict() {
        var shown = ERRORS.withTerms(new Terms(false, true, Terms.UNWEIGHTED, List.of()));
        var budget = PerformanceBudget.of(List.of(SubjectBudget.of(JOB, List.of(shown, P95))));
        var entries = MeasurementCsv.read("""
                subject,metric,value,samples
                job,error_rate,0.5,1000
                job,response_time_p95,200ms,1000
                """);
        var batch = MeasurementBatch.of("shop", budget, MeasurementReader.read(entries, NOW, Duration.ofDays(400)));

        var receipt = MeasurementReceipt.of(batch, PostedPromise.judge(batch, main -> MeasuredValues.NONE, NOW));

        assertThat(receipt.verdict()).isEqualTo(ObjectiveVerdict.PASS);
        assertThat(receipt.objectives())
                .extracting(each -> each.posted().verdict())
                .containsExactly(ObjectiveVerdict.FAIL, ObjectiveVerdict.PASS);
    }

    @Test
    void whatIsSentAgainCountsOnceInTheWindow() {
        var batch = timed("job,error_rate,0,1,2026-11-21T05:00:00Z\n".repeat(3));
        var known = batch.points().stream().map(Map.Entry::getValue).limit(2).toList();

        var window = of(judge(batch, objective -> known), ERRORS).window();

        assertThat(window.values()).isEqualTo(3);
        assertThat(window.samples()).isEqualTo(3);
        assertThat(window.length()).isEqualTo("24 h");
    }

    @Test
    void aGoodWindowDoesNotHideABrokenValueNorABadOneAGoodValue() {
        var good = List.of(new SeriesPoint(NOW.minusSeconds(9), 0, 1_000_000, SeriesPoint.POSTED, null, Map.of()));
        var broken = of(judge(table("job,error_rate,0.5,10000\n"), objective -> good), ERRORS);

        assertThat(broken.posted().verdict()).isEqualTo(ObjectiveVerdict.FAIL);
        assertThat(broken.posted().observed()).isEqualTo("50%");
        assertThat(broken.window().verdict()).isEqualTo(ObjectiveVerdict.PASS);
        assertThat(broken.window().samples()).isEqualTo(1_010_000);
        var bad = List.of(new SeriesPoint(NOW.minusSeconds(9), 1, 1_000_000, SeriesPoint.POSTED, null, Map.of()));
        var mended = of(judge(table("job,error_rate,0,10000\n"), objective -> bad), ERRORS);
        assertThat(mended.posted().verdict()).isEqualTo(ObjectiveVerdict.PASS);
        assertThat(mended.window().verdict()).isEqualTo(ObjectiveVerdict.FAIL);
    }

    @Test
    void anOldValueIsJudgedThoughTheWindowIsOver() {
        var judged = of(judge(timed("job,error_rate,0.5,10000,2026-11-19T05:00:00Z\n"), MeasuredValues.NONE), ERRORS);

        assertThat(judged.posted().verdict()).isEqualTo(ObjectiveVerdict.FAIL);
        assertThat(judged.window().verdict()).isEqualTo(ObjectiveVerdict.NO_DATA);
        assertThat(judged.window().reason()).isEqualTo("nothing was measured within 24 h");
    }

    @Test
    void tenThousandRowsAreJudgedOnceForEachPromise() {
        var windows = new ArrayList<Objective>();
        var rows = new StringBuilder();
        IntStream.range(0, 5_000).forEach(i -> rows.append("job,error_rate,0.00")
                .append(i % 10)
                .append(",1000\njob,response_time_p95,")
                .append(i % 300)
                .append("ms,100\n"));

        var batch = table(rows.toString());
        var judged = judge(batch, objective -> {
            windows.add(objective);
            return List.of();
        });
        var receipt = MeasurementReceipt.of(batch, judged).stored(10_000, 10_000);

        assertThat(windows).containsExactly(ERRORS, P95);
        assertThat(receipt.objectives()).hasSize(2);
        assertThat(receipt.measurements()).hasSize(MeasurementReceipt.MEASUREMENTS_MAX);
        assertThat(receipt.measurementsLeftOut()).isEqualTo(9_800);
        assertThat(receipt.measurements()).allSatisfy(item -> assertThat(receipt.objectives())
                .contains(item.objectives().getFirst()));
    }

    private static Map<PromiseOfBranch, PostedPromise> judge(MeasurementBatch batch, MeasuredValues known) {
        return PostedPromise.judge(batch, main -> known, batch.end(NOW));
    }

    private static PostedPromise of(Map<PromiseOfBranch, PostedPromise> judged, Objective objective) {
        return judged.get(new PromiseOfBranch(objective, "main"));
    }

    private static MeasurementBatch table(String rows) {
        return batch(MeasurementCsv.read("subject,metric,value,samples\n" + rows));
    }

    private static MeasurementBatch timed(String rows) {
        return batch(MeasurementCsv.read("subject,metric,value,samples,at\n" + rows));
    }

    private static MeasurementBatch batch(List<MeasurementEntry> entries) {
        return MeasurementBatch.of("shop", BUDGET, MeasurementReader.read(entries, NOW, Duration.ofDays(400)));
    }
}
