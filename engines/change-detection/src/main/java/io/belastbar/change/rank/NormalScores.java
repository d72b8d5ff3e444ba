package io.belastbar.change.rank;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.ranking.NaturalRanking;

/**
 * Values replaced by what their ranks would be worth in a normal sample: van der Waerden's scores Φ⁻¹(rank / (n + 1)),
 * where equal values share the mean of their ranks. Whatever the distribution was, and whatever outliers it had, the
 * scores of a series without change are those of a random order of the same n numbers.
 */
public final class NormalScores {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private NormalScores() {}

    public static double[] of(double[] values) {
        return Arrays.stream(new NaturalRanking().apply(values))
                .map(rank -> NORMAL.inverseCumulativeProbability(rank / (values.length + 1)))
                .toArray();
    }
}
