package io.belastbar.load.evaluation;

import io.belastbar.load.evaluation.ThresholdResult.Status;
import io.belastbar.load.evaluation.ThresholdResult.Window;
import io.belastbar.load.result.Cell;
import io.belastbar.load.threshold.Threshold;

/**
 * Finds the window in which a condition is kept worst. Windows are full ones; a run that is shorter is one window.
 * Windows without requests say nothing, except that nothing was counted. A throughput is judged from the second after
 * the first answers: until then requests only start, however healthy the target is.
 */
final class WorstWindow implements OverTime {

    private static final int NOT_YET = Integer.MAX_VALUE;

    private final Threshold threshold;
    private final SlidingSample window;
    private int seconds;
    private int flowsFrom = NOT_YET;
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
        if (flowsFrom == NOT_YET && (second.requests() > 0 || !Judging.wantsThroughput(threshold.condition()))) {
            flowsFrom = Judging.wantsThroughput(threshold.condition()) ? seconds : 0;
        }
        if (ready()) {
            judge();
        }
    }

    private boolean ready() {
        return window.full() && seconds - window.size() >= flowsFrom;
    }

    /** How the window that ends now stands; NO_DATA before the first one is full. */
    ThresholdResult latest() {
        return ready()
                ? Judging.part(threshold, window.sample(), place())
                : Judging.noData(threshold, FindingText.Gap.NO_REQUESTS);
    }

    private void judge() {
        Observed sample = window.sample();
        double observed = sample.observed(threshold.condition());
        if (Double.isNaN(observed)) {
            return;
        }
        boolean asked =
                !Judging.wantsThroughput(threshold.condition()) || Judging.offers(threshold.condition(), sample);
        ThresholdResult rival = asked ? worst : notOffered;
        if (rival == null || isWorse(sample, observed, rival)) {
            ThresholdResult judged = Judging.part(threshold, sample, place());
            if (judged.status() == Status.NOT_OFFERED || !asked) {
                notOffered = judged;
            } else {
                worst = judged;
            }
        }
    }

    /** Beyond every good answer nothing is worse; a value that holds may still be spoilt by a failed request. */
    private boolean isWorse(Observed sample, double observed, ThresholdResult rival) {
        if (rival.margin() == null) {
            return false;
        }
        boolean spoilt = rival.status() != Status.FAIL && !sample.keeps(threshold.condition());
        return spoilt || threshold.condition().margin(observed) < rival.margin();
    }

    private Window place() {
        return new Window(seconds - window.size(), seconds);
    }

    @Override
    public ThresholdResult result() {
        if (seconds > 0 && worst == null && notOffered == null) {
            judge();
        }
        if (worst != null) {
            return worst;
        }
        return notOffered != null ? notOffered : Judging.noData(threshold, FindingText.Gap.NO_REQUESTS);
    }
}
