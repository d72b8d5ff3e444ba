package io.belastbar.load.comparison;

/**
 * How to compare.
 *
 * @param resamples of the bootstrap; from 100 to 100,000
 * @param level below which a corrected p-value counts as shown
 */
public record ComparisonSettings(int resamples, double level) {

    public static final ComparisonSettings DEFAULT = new ComparisonSettings(2_000, 0.05);

    public ComparisonSettings {
        if (resamples < 100 || resamples > 100_000) {
            throw new IllegalArgumentException("resamples should be from 100 to 100000: was " + resamples);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level should be between 0 and 1: was " + level);
        }
    }
}
