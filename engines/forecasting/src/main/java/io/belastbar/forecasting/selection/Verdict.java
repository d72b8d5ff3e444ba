package io.belastbar.forecasting.selection;

import io.belastbar.forecasting.method.Naive;
import java.util.List;

/**
 * Whose lead in a backtest is believed. Of a long history the least error wins. The folds of a short one overlap and say nearly the same
 * thing five times: there a method has to win against the naive one in every fold, and clearly. If none does, a cautious mean that goes
 * half the way is taken if it was better than the naive method, else the naive one.
 *
 * <p>Measured on M4's weekly series cut to 13 to 104 values: the least error by itself is worse than naive there, this is not
 * ({@code docs/benchmarks.md}, Forecasting).
 *
 * @param chosen the method's name
 * @param naive the naive method's score
 */
record Verdict(String chosen, Score naive) {

    /** What the cautious mean is made of, the simplest first; the naive method is among them. */
    static final List<String> CAUTIOUS = List.of(Naive.NAME, "theta", "damped-holt");

    /** Values of a history from which on the least error wins. */
    private static final int LONG = 200;

    /** Of so many values a lead of the whole naive error would be needed; of twice as many, of half of it. */
    private static final double LEAD = 20;

    private static final double MOST_LEAD = 0.7;

    static boolean isShort(int values) {
        return values < LONG;
    }

    /**
     * @param scores the least error first, the naive method's among them
     */
    static Verdict of(Backtest backtest, List<Score> scores, int values) {
        var naive = of(scores, Naive.NAME);
        if (!isShort(values)) {
            return new Verdict(scores.getFirst().method(), naive);
        }
        double enough = (1 - Math.min(MOST_LEAD, LEAD / values)) * naive.mase();
        for (var score : scores) {
            if (score.mase() <= enough && winsAlways(backtest, score.method())) {
                return new Verdict(score.method(), naive);
            }
        }
        var cautious = Mean.name(CAUTIOUS);
        boolean better =
                scores.stream().anyMatch(score -> score.method().equals(cautious) && score.mase() < naive.mase());
        return new Verdict(better ? cautious : Naive.NAME, naive);
    }

    private static boolean winsAlways(Backtest backtest, String method) {
        for (int fold = 0; fold < backtest.folds(); fold++) {
            if (backtest.maseOf(method, fold) >= backtest.maseOf(Naive.NAME, fold)) {
                return false;
            }
        }
        return true;
    }

    private static Score of(List<Score> scores, String method) {
        return scores.stream()
                .filter(score -> score.method().equals(method))
                .findFirst()
                .orElseThrow();
    }
}
