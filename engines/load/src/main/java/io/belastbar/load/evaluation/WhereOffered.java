package io.belastbar.load.evaluation;

import io.belastbar.load.evaluation.ThresholdResult.Window;
import io.belastbar.load.result.Cell;
import io.belastbar.load.threshold.Threshold;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a throughput that a run as a whole did not offer: by the longest stretch of seconds in which it did, smoothed
 * over {@value #SMOOTHED_SECONDS} s, so that a ramp does not hide what was shown at its top.
 */
final class WhereOffered implements OverTime {

    static final int SMOOTHED_SECONDS = 10;

    private record Second(long succeeded, long starts, long requests) {}

    private final Threshold threshold;
    private final List<Second> seconds = new ArrayList<>();

    WhereOffered(Threshold threshold) {
        this.threshold = threshold;
    }

    @Override
    public Threshold threshold() {
        return threshold;
    }

    @Override
    public void add(Cell second) {
        seconds.add(new Second(second.requests() - second.errorCount(), second.intendedStarts(), second.requests()));
    }

    @Override
    public ThresholdResult result() {
        Window longest = longestStretch();
        if (longest == null) {
            return Judging.whole(threshold, sample(new Window(0, seconds.size())));
        }
        return Judging.part(threshold, sample(longest), longest);
    }

    private Window longestStretch() {
        Window longest = null;
        int from = -1;
        for (int end = SMOOTHED_SECONDS; end <= seconds.size(); end++) {
            int begin = end - SMOOTHED_SECONDS;
            if (!Judging.offers(threshold.condition(), sample(new Window(begin, end)))) {
                from = -1;
                continue;
            }
            from = from < 0 ? begin : from;
            if (longest == null || end - from > longest.toSecond() - longest.fromSecond()) {
                longest = new Window(from, end);
            }
        }
        return longest;
    }

    private Observed sample(Window window) {
        List<Second> part = seconds.subList(window.fromSecond(), window.toSecond());
        long requests = part.stream().mapToLong(Second::requests).sum();
        long succeeded = part.stream().mapToLong(Second::succeeded).sum();
        long starts = part.stream().mapToLong(Second::starts).sum();
        return new Observed(null, requests, requests - succeeded, starts, part.size());
    }
}
