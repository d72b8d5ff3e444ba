package io.belastbar.budget.objective;

import java.util.Arrays;
import java.util.Optional;

/** Which figure of a distribution is limited. */
public enum Statistic {
    /** The figure as it is: a share, a size, the mean of a statement. */
    NONE("", Double.NaN),
    P50("p50", 0.5),
    P90("p90", 0.9),
    P95("p95", 0.95),
    P99("p99", 0.99),
    P999("p999", 0.999),
    AVERAGE("avg", Double.NaN),
    PEAK("peak", Double.NaN),
    /** Over a long time, as opposed to the peak. */
    SUSTAINED("sustained", Double.NaN);

    private final String key;
    private final double share;

    Statistic(String key, double share) {
        this.key = key;
        this.share = share;
    }

    /** The ending of a metric, for example {@code p95}; empty for {@link #NONE}. */
    public String key() {
        return key;
    }

    public static Optional<Statistic> of(String key) {
        return Arrays.stream(values())
                .filter(statistic -> statistic.key.equals(key))
                .findFirst();
    }

    public boolean isPercentile() {
        return !Double.isNaN(share);
    }

    /** The share of values at or below this percentile, 0 to 1; NaN if this is none. */
    public double share() {
        return share;
    }
}
