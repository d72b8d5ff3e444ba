package io.belastbar.load.evaluation;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.threshold.Threshold.Origin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Holds thresholds against the result of a run. Sliding windows are judged in steps of a second, in one pass over the
 * run: each second is decoded once, added to the windows and taken away again.
 */
public final class ThresholdEvaluation {

    private final RunResult result;

    private ThresholdEvaluation(RunResult result) {
        this.result = result;
    }

    /** One result per threshold, in their order. */
    public static List<ThresholdResult> of(List<Threshold> thresholds, RunResult result) {
        return new ThresholdEvaluation(result).evaluate(thresholds);
    }

    private List<ThresholdResult> evaluate(List<Threshold> thresholds) {
        ThresholdResult[] results = new ThresholdResult[thresholds.size()];
        Map<Integer, OverTime> open = new LinkedHashMap<>();
        for (int index = 0; index < results.length; index++) {
            Threshold threshold = thresholds.get(index);
            results[index] = atOnce(threshold);
            if (results[index] == null) {
                open.put(index, threshold.window() == null ? new WhereOffered(threshold) : new WorstWindow(threshold));
            }
        }
        if (!open.isEmpty()) {
            passOver(open.values().stream().toList());
            open.forEach((index, overTime) -> results[index] = overTime.result());
        }
        return List.of(results);
    }

    /** What the totals tell; null if the seconds are needed. */
    private ThresholdResult atOnce(Threshold threshold) {
        Measure measure = threshold.condition().measure();
        if (!threshold.on().knownTo(result)) {
            return Judging.noData(threshold, FindingText.Gap.NOT_IN_THE_RUN);
        }
        if (measure instanceof Measure.Percentile(BigDecimal percent)
                && percent.doubleValue() > result.provenance().highestKnownPercentile()) {
            return Judging.noData(threshold, FindingText.Gap.PERCENTILE_NOT_KNOWN);
        }
        if (threshold.window() != null) {
            return result.seconds().size() == 0 ? Judging.noData(threshold, FindingText.Gap.NO_SECONDS) : null;
        }
        Predicate<CellKey> cells = threshold.on().cells(result.steps(), result.tenants());
        double seconds = result.identity().duration().toNanos() / 1e9;
        Observed sample = Observed.of(result.sum(cells), threshold.metric(), seconds);
        ThresholdResult whole = Judging.whole(threshold, sample);
        if (whole.missed() && rankNotKnown(measure, sample)) {
            return Judging.noData(threshold, FindingText.Gap.PERCENTILE_NOT_KNOWN);
        }
        boolean askPart = whole.status() == ThresholdResult.Status.NOT_OFFERED
                && askedForWhereOffered(threshold)
                && result.seconds().size() > 0;
        return askPart ? null : whole;
    }

    /** Whether failed requests among the times move a percentile to where the source of the result tells nothing. */
    private boolean rankNotKnown(Measure measure, Observed sample) {
        return measure instanceof Measure.Percentile(BigDecimal percent)
                && sample.times().blended() > 0
                && 100.0 * (sample.times().rank(percent) + sample.times().blended()) / sample.requests()
                        > result.provenance().highestKnownPercentile();
    }

    /** Whether a judgement may need the seconds of a run, which then must be kept until its end. */
    public static boolean needsSeconds(List<Threshold> thresholds) {
        return thresholds.stream().anyMatch(threshold -> threshold.window() != null || askedForWhereOffered(threshold));
    }

    /** A budget's throughput is judged over the whole run, as budget-service judges it, which knows no seconds. */
    private static boolean askedForWhereOffered(Threshold threshold) {
        return threshold.origin() == Origin.SCENARIO && Judging.wantsThroughput(threshold.condition());
    }

    private void passOver(List<OverTime> all) {
        result.seconds().visit(new ScopeSums(all, result));
    }

    static Cell sum(Map<CellKey, Cell> cells, Predicate<CellKey> wanted) {
        List<Cell> chosen = new ArrayList<>();
        cells.forEach((key, cell) -> {
            if (wanted.test(key)) {
                chosen.add(cell);
            }
        });
        if (chosen.size() == 1) {
            return chosen.getFirst();
        }
        Cell sum = new Cell();
        chosen.forEach(sum::add);
        return sum;
    }
}
