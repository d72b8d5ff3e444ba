package io.belastbar.load.comparison.trust;

import io.belastbar.load.comparison.statistics.Unseen.Measuring;

/**
 * What the measurement of two runs may have made of a difference.
 *
 * @param baseline how late the baseline's generator was
 * @param other how late the other run's was
 * @param unitMicros below which both are the same: the coarser unit of one tool, the sum of two tools'
 */
public record MeasuredBy(GeneratorLateness baseline, GeneratorLateness other, double unitMicros) implements Measuring {

    /** Two exact runs, whose generators were never late. */
    public static final MeasuredBy EXACT = new MeasuredBy(GeneratorLateness.UNKNOWN, GeneratorLateness.UNKNOWN, 0);

    @Override
    public double micros(double share) {
        return lateness(share) + unitMicros;
    }

    /** Whether the lateness of a generator weighs more than the unit. */
    public boolean latenessLeads(double share) {
        return lateness(share) > unitMicros;
    }

    /** What both generators lack alike cancels out, as long as it is little; otherwise all of it may be the shift. */
    private double lateness(double share) {
        return baseline.isLate() || other.isLate()
                ? Math.max(baseline.most(share), other.most(share))
                : Math.abs(baseline.at(share) - other.at(share));
    }
}
