package io.belastbar.load.evaluation;

import io.belastbar.load.evaluation.ThresholdResult.Status;
import io.belastbar.load.evaluation.ThresholdResult.Window;
import io.belastbar.load.result.Cell;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.Threshold;

/**
 * Finds the window in which a condition is kept worst. Windows are full ones; a run that is shorter is one window.
 * Windows without requests say nothing, except that nothing was counted.
 */
final class WorstWindow implements OverTime {

    private final Threshold threshold;
    private final SlidingSample window;
    private int seconds;
    private ThresholdResult worst;
    private ThresholdResult notOffered;

    WorstWindow(Threshold threshold) {
        this.threshold = threshold;
        this.window = new SlidingSample(
                threshold.metric(), Math.toIntExact(threshold.window().toSeconds()));
    }

    @Override
    public Threshold threshold() {
        return threshold;
    }

    @Override
    public void add(Cell second) {
        window.add(second);
        seconds++;
        if (window.full()) {
            judge();
        }
    }

    /** How the window that ends now stands; NO_DATA before the first one is full. */
    ThresholdResult latest() {
        return window.full()
                ? Judging.part(threshold, window.sample(), place())
                : Judging.noData(threshold, FindingText.Gap.NO_REQUESTS);
    }

    private void judge() {
        Observed sample = window.sample();
        double observed = sample.observed(threshold.condition().measure());
        if (Double.isNaN(observed)) {
            return;
        }
        boolean asked = threshold.condition().measure() != Measure.Tally.THROUGHPUT
                || !threshold.condition().comparison().limitsFromBelow()
                || Judging.offers(threshold.condition(), sample);
        double margin = threshold.condition().margin(observed);
        ThresholdResult rival = asked ? worst : notOffered;
        if (rival == null || margin < rival.margin()) {
            ThresholdResult judged = Judging.part(threshold, sample, place());
            if (judged.status() == Status.NOT_OFFERED || !asked) {
                notOffered = judged;
            } else {
                worst = judged;
            }
        }
    }

    private Window place() {
        return new Window(seconds - window.size(), seconds);
    }

    @Override
    public ThresholdResult result() {
        if (seconds > 0 && !window.full()) {
            judge();
        }
        if (worst != null) {
            return worst;
        }
        return notOffered != null ? notOffered : Judging.noData(threshold, FindingText.Gap.NO_REQUESTS);
    }
}
