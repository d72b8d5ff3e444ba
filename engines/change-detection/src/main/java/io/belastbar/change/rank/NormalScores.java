package io.belastbar.change.rank;

/**
 * Values replaced by what their ranks would be worth in a normal sample: van der Waerden's scores Φ⁻¹(rank / (n + 1)).
 * Whatever the distribution was, and whatever outliers it had, the scores of a series without change are those of a
 * random order of the same n numbers.
 */
public final class NormalScores {

    private NormalScores() {}

    public static double[] of(double[] values) {
        double[] ranks = Ranks.of(values).ranks();
        double[] scores = new double[ranks.length];
        for (int i = 0; i < ranks.length; i++) {
            scores[i] = Normal.quantile(ranks[i] / (ranks.length + 1));
        }
        return scores;
    }
}
