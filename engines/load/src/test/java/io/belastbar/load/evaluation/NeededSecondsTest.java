package io.belastbar.load.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.report.Reports;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.load.threshold.Scope;
import io.belastbar.load.threshold.Threshold;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeededSecondsTest {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    @Test
    void thresholdsFindTheSameInThemAsInAllSeconds() {
        RunResult whole = Reports.lifelike(60, 8, 200);
        List<Threshold> thresholds = List.of(
                Runs.on(Scope.WHOLE_RUN, "p(95)<100", WINDOW),
                Runs.on(Scope.step("login"), "p(99)<100", WINDOW),
                Runs.on(new Scope(null, "org_3"), "avg<100", WINDOW),
                Runs.on(new Scope("login", "org_3"), "rate<1%", WINDOW),
                Runs.threshold("throughput>=150/s"));
        NeededSeconds needed = new NeededSeconds(thresholds, whole.steps(), whole.tenants());
        List<SecondResult> kept = whole.seconds().stream().map(needed::of).toList();

        assertThat(kept).allMatch(second -> second.cells().size() <= 4);
        RunResult reduced = new RunResult(
                whole.identity(),
                whole.provenance(),
                whole.steps(),
                whole.tenants(),
                SecondSeries.of(kept),
                whole.totals(),
                whole.generator());
        assertThat(ThresholdEvaluation.of(thresholds, reduced))
                .usingRecursiveComparison()
                .isEqualTo(ThresholdEvaluation.of(thresholds, whole));
    }

    @Test
    void whatNoThresholdIsAboutIsLeftOut() {
        RunResult whole = Reports.lifelike(5, 2, 50);
        List<Threshold> thresholds = List.of(Runs.threshold("p(95)<100"));

        NeededSeconds needed = new NeededSeconds(thresholds, whole.steps(), whole.tenants());

        assertThat(whole.seconds().stream().map(needed::of))
                .allMatch(second -> second.cells().isEmpty());
    }
}
