package io.belastbar.budget.evaluation.relative;

import io.belastbar.budget.evaluation.MeasuredEvaluation;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.relative.RelativePromise;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How it was before, and who says so. */
public sealed interface Baseline {

    /** Of these a median is taken: one slow run in between does not move it. */
    int VALUES_MAX = 10;

    /** Of fewer, one that was off would be the baseline. */
    int VALUES_MIN = 3;

    /** Values of figures that are what they are (a size, a count) are looked for as far back as this. */
    Duration LOOKED_BACK = Duration.ofDays(30);

    /** @param value in the unit of the figure's dimension */
    record Known(double value, Sentence origin) implements Baseline {}

    /** @param why a sentence part */
    record Unknown(Sentence why) implements Baseline {}

    /**
     * The median of what the runs before showed, else what the document says.
     *
     * @param runs their values, oldest first, without the run that is judged
     */
    static Baseline ofRuns(RelativePromise promise, List<SeriesPoint> runs) {
        var enough = runs.stream().filter(point -> wasEnough(promise, point)).toList();
        if (enough.size() >= VALUES_MIN) {
            var newest = newest(enough);
            return new Known(
                    median(newest),
                    new Sentence(
                            "the median of the last " + newest.size() + " runs on main",
                            "der Median der letzten " + newest.size() + " Läufe auf main"));
        }
        return written(promise)
                .orElseGet(() -> new Unknown(new Sentence(
                        "no baseline: " + enough.size() + " earlier runs of this scenario on main and this testbed, "
                                + VALUES_MIN + " are needed, and the document gives none",
                        "keine Ausgangslage: " + enough.size()
                                + " frühere Läufe dieses Szenarios auf main und dieser Testumgebung, " + VALUES_MIN
                                + " sind nötig, und das Dokument nennt keine")));
    }

    /**
     * The same figure as it was measured before the window that is judged, else what the document says: of what is as it
     * is (a size, a count, a duration) the median of the newest values, of all else the figure of the window before.
     *
     * @param before the values of main before the window, oldest first
     */
    static Baseline ofMeasured(RelativePromise promise, List<SeriesPoint> before) {
        var objective = promise.unbounded();
        if (before.size() >= VALUES_MIN) {
            if (MeasuredEvaluation.isAsItIs(objective)) {
                var newest = newest(before);
                return new Known(
                        median(newest),
                        new Sentence(
                                "the median of the " + newest.size() + " values before on main",
                                "der Median der " + newest.size() + " Werte davor auf main"));
            }
            var result = MeasuredEvaluation.ofWindow(objective, before);
            if (result.measured() != null && result.verdict() != ObjectiveVerdict.INCONCLUSIVE) {
                var length = MeasuredEvaluation.text(objective.windowOrDefault());
                return new Known(
                        result.measured().value(),
                        new Sentence(
                                "the same figure of the " + length + " before on main",
                                "derselbe Wert in den " + length + " davor auf main"));
            }
        }
        var back = MeasuredEvaluation.text(lookedBack(promise));
        return written(promise)
                .orElseGet(() -> new Unknown(new Sentence(
                        "no baseline: not enough was measured on main in the " + back + " before (" + before.size()
                                + " values), and the document gives none",
                        "keine Ausgangslage: In den " + back + " davor wurde auf main zu wenig gemessen ("
                                + before.size() + " Werte), und das Dokument nennt keine")));
    }

    /** How far before the window that is judged a baseline is looked for. */
    static Duration lookedBack(RelativePromise promise) {
        var objective = promise.unbounded();
        var window = objective.windowOrDefault();
        return MeasuredEvaluation.isAsItIs(objective) && window.compareTo(LOOKED_BACK) < 0 ? LOOKED_BACK : window;
    }

    private static Optional<Baseline> written(RelativePromise promise) {
        return Optional.ofNullable(promise.baseline())
                .map(amount -> new Known(
                        promise.measure().dimension().value(amount),
                        new Sentence("the baseline that the document gives", "der Ausgangswert des Dokuments")));
    }

    /**
     * A percentile of too few requests, and a throughput that nobody asked more of, say nothing about the target. How many
     * requests a share needs depends on its limit, not on the run.
     */
    private static boolean wasEnough(RelativePromise promise, SeriesPoint point) {
        var limitDecides = !promise.statistic().isPercentile() && promise.measure() != Measure.THROUGHPUT;
        return limitDecides
                || !ObjectiveVerdict.INCONCLUSIVE.name().equals(point.labels().get(SeriesPoint.VERDICT));
    }

    private static List<SeriesPoint> newest(List<SeriesPoint> points) {
        return points.stream()
                .sorted(Comparator.comparing(SeriesPoint::at).reversed())
                .limit(VALUES_MAX)
                .toList();
    }

    private static double median(List<SeriesPoint> points) {
        var values = points.stream().mapToDouble(SeriesPoint::value).sorted().toArray();
        var middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
