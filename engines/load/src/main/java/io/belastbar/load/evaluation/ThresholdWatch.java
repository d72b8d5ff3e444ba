package io.belastbar.load.evaluation;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Watches the thresholds that end a run when they are broken. It judges what was measured so far, from a threshold's
 * delay on: a breach that is over by then does not count, what was measured before it does, as in k6. What is still on its
 * way is no breach: a throughput is broken so far only if it would be with every answer in flight, and a count that is
 * wanted at least is known at the end. Not thread-safe.
 */
public final class ThresholdWatch {

    private final class Watched {

        final Threshold threshold;
        final Predicate<CellKey> cells;
        final Cell soFar = new Cell();
        final WorstWindow window;

        Watched(Threshold threshold, List<StepInfo> steps, List<String> tenants) {
            this.threshold = threshold;
            this.cells = threshold.on().cells(steps, tenants);
            this.window = threshold.window() == null ? null : new WorstWindow(threshold);
        }

        void add(Cell second) {
            if (window == null) {
                soFar.add(second);
            } else {
                window.add(second);
            }
        }

        /** Null if it is not broken now. */
        ThresholdResult broken(int seconds) {
            ThresholdResult judged = window == null ? soFar(seconds) : window.latest();
            return judged.status() == ThresholdResult.Status.FAIL ? judged : null;
        }

        private ThresholdResult soFar(int seconds) {
            Observed sample = Observed.of(soFar, threshold.metric(), seconds);
            boolean mayCome =
                    switch (threshold.condition().measure()) {
                        case Measure.Tally.COUNT ->
                            !threshold.condition().comparison().limitsFromAbove();
                        case Measure.Tally.THROUGHPUT ->
                            Judging.wantsThroughput(threshold.condition())
                                    && Judging.reachesAtEdge(threshold.condition(), sample.withAllInFlight());
                        default -> false;
                    };
            return mayCome ? Judging.noData(threshold, FindingText.Gap.NO_REQUESTS) : Judging.whole(threshold, sample);
        }
    }

    private final List<Watched> watched = new ArrayList<>();
    private int next;

    /** Thresholds that do not end a run are left out. */
    public ThresholdWatch(List<Threshold> thresholds, List<StepInfo> steps, List<String> tenants) {
        for (Threshold threshold : thresholds) {
            if (threshold.abortOnFail()) {
                watched.add(new Watched(threshold, steps, tenants));
            }
        }
    }

    /**
     * The first threshold that this second shows as broken. Seconds come in their order; those left out had no
     * requests.
     */
    public Optional<ThresholdResult> after(SecondResult second) {
        for (; next < second.second(); next++) {
            watched.forEach(each -> each.add(new Cell()));
        }
        next = second.second() + 1;
        ThresholdResult broken = null;
        for (Watched each : watched) {
            each.add(ThresholdEvaluation.sum(second.cells(), each.cells));
            boolean due = next >= each.threshold.delay().toMillis() / 1e3;
            if (due && broken == null) {
                broken = each.broken(next);
            }
        }
        return Optional.ofNullable(broken);
    }
}
