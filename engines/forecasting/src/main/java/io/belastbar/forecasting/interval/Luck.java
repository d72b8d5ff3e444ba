package io.belastbar.forecasting.interval;

import io.belastbar.forecasting.selection.Choice;
import io.belastbar.forecasting.selection.Score;
import java.util.Arrays;

/**
 * The winner among many methods owes a part of it to luck, the more the fewer stretches were forecast: its errors of then are smaller than those to
 * come (the winner's curse). So its lead before the middle one of its rivals is taken for smaller than it was, as James and Stein do with the best
 * of many: after F stretches that do not overlap, F/(F + 3) of the lead's logarithm is believed.
 */
public final class Luck {

    /** Chosen on M4's hourly series and on simulated ones of 26 and 52 values: docs/benchmarks.md. */
    private static final double DOUBT = 3;

    private static final double FACTOR_MAX = 1.5;

    private Luck() {}

    /**
     * By how much errors are larger than the backtest says, 1 or more.
     *
     * @param values of the history
     */
    public static double of(Choice choice, int values) {
        double[] scores = choice.scores().stream()
                .mapToDouble(Score::mase)
                .filter(mase -> mase > 0)
                .sorted()
                .toArray();
        if (scores.length < 2) {
            return 1;
        }
        double own = choice.score().mase();
        double lead = own > 0 ? scores[scores.length / 2] / own : 1;
        int ahead =
                Arrays.stream(choice.errors()).mapToInt(row -> row.length).max().orElse(1);
        double stretches = Math.max(1, values / 2.0 / Math.max(1, ahead));
        return Math.clamp(Math.pow(lead, DOUBT / (stretches + DOUBT)), 1, FACTOR_MAX);
    }
}
