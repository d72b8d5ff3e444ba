package io.belastbar.load.comparison;

import io.belastbar.load.comparison.ComparisonWarning.Kind;
import io.belastbar.load.comparison.counts.CountGrid;
import io.belastbar.load.comparison.counts.RunCounts;
import io.belastbar.load.comparison.counts.SecondCounts;
import io.belastbar.load.comparison.trust.Drift;
import io.belastbar.load.comparison.trust.GeneratorLateness;
import io.belastbar.load.comparison.trust.MeasuringUnit;
import io.belastbar.report.ReportLanguage;
import java.util.ArrayList;
import java.util.List;

/** A run with its counts, and what they are worth. */
record MeasuredRun(ComparedRun run, RunCounts counts, GeneratorLateness lateness) {

    static MeasuredRun of(ComparedRun run, boolean serviceTimes) {
        GeneratorLateness lateness = GeneratorLateness.of(run.result());
        return new MeasuredRun(run, RunCounts.of(run.result(), serviceTimes, lateness.leftOut()), lateness);
    }

    /** That count. */
    double seconds() {
        return run.result().identity().duration().toNanos() / 1e9
                - lateness.leftOut().cardinality();
    }

    long unitMicros() {
        return MeasuringUnit.micros(run.result(), counts.overall());
    }

    boolean knows(double share) {
        return run.result().provenance().knows(100 * share);
    }

    /** What the run's own measurement says against it. */
    List<ComparisonWarning> warnings() {
        List<ComparisonWarning> warnings = new ArrayList<>();
        if (!lateness.leftOut().isEmpty()) {
            String seconds = lateness.leftOut().cardinality() + " / "
                    + run.result().seconds().size();
            warnings.add(warning(Kind.LATE_SECONDS_LEFT_OUT, millis(lateness.leftOutMicros()), seconds));
        }
        if (lateness.isLate()) {
            warnings.add(warning(Kind.GENERATOR_LATE, millis(lateness.p99Micros()), millis(medianMicros())));
        }
        if (unitMicros() > 0) {
            warnings.add(warning(Kind.COARSE_TIMES, "", millis(unitMicros())));
        }
        Drift.of(counts.overall())
                .ifPresent(change ->
                        warnings.add(warning(Kind.DRIFTED, "", Percent.change(change, ReportLanguage.ENGLISH))));
        return warnings;
    }

    private ComparisonWarning warning(Kind kind, String first, String second) {
        return new ComparisonWarning(kind, run.name(), first, second);
    }

    private double medianMicros() {
        SecondCounts overall = counts.overall();
        return overall.timed() == 0 ? 0 : CountGrid.of(overall).quantile(0.5);
    }

    private static String millis(double micros) {
        return Percent.millis(micros / 1e3, ReportLanguage.ENGLISH);
    }
}
