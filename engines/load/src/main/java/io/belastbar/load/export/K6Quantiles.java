package io.belastbar.load.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Which quantiles a runner tells, so that the distributions of several runners can be merged: k6 tells quantiles only,
 * no histogram. Between two known quantiles the values are not known; the upper one stands for all of them. So a
 * percentile of the merged distribution is never below the true one, and its rank is too high by at most the distance of
 * two ranks, each runner's at its own rank: 0.5 percentage points; for runners that are equally fast 0.1 above p99.5 and
 * 0.01 above p99.9.
 */
public final class K6Quantiles {

    private static final List<Double> RANKS = ranks();

    private K6Quantiles() {}

    /** Ascending, in percent, without 0 and 100. */
    public static List<Double> ranksPercent() {
        return RANKS;
    }

    /** What k6 calls the statistic of this rank. */
    public static String name(double rankPercent) {
        return "p(" + JavaScript.number(rankPercent) + ")";
    }

    static List<String> names() {
        List<String> names = new ArrayList<>(List.of("count", "avg", "min", "max"));
        RANKS.forEach(rank -> names.add(name(rank)));
        return names;
    }

    private static List<Double> ranks() {
        List<Double> ranks = new ArrayList<>();
        LongStream.rangeClosed(1, 199).forEach(half -> ranks.add(half / 2.0));
        LongStream.rangeClosed(996, 999).forEach(tenth -> ranks.add(tenth / 10.0));
        LongStream.rangeClosed(9991, 9999).forEach(hundredth -> ranks.add(hundredth / 100.0));
        return List.copyOf(ranks);
    }
}
