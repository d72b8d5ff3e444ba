package io.belastbar.forecasting.selection;

import io.belastbar.forecasting.method.Naive;
import java.util.List;

/**
 * Which method carries a series on, and why.
 *
 * @param method its name; {@code mean-of(a,b,c)} of several
 * @param scores of all that stayed in the backtest to its end, the best first; empty when the history was too short for one. The first
 *     is not the chosen one if the history is short and its lead may be chance
 * @param naive the score of the naive method, whatever was chosen
 * @param folds how many times the past was forecast
 * @param errors by origin, latest last, and by step ahead from 1: actual − forecast of the chosen method; NaN where nothing was
 *     measured. Rows may have different lengths
 */
public record Choice(String method, List<Score> scores, Score naive, int folds, double[][] errors) {

    public Choice {
        scores = List.copyOf(scores);
    }

    /** The chosen method's own score; the naive one's without a backtest. */
    public Score score() {
        return scores.stream()
                .filter(score -> score.method().equals(method))
                .findFirst()
                .orElse(naive);
    }

    /** Whether it was taken for want of a lead that is believed, and did not win: others had less error, perhaps by chance. */
    public boolean fellBack() {
        boolean cautious = method.equals(Naive.NAME) || method.equals(Mean.name(Verdict.CAUTIOUS));
        return cautious && !scores.isEmpty() && !scores.getFirst().method().equals(method);
    }
}
