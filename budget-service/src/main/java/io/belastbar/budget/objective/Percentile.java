package io.belastbar.budget.objective;

import com.fasterxml.jackson.annotation.JsonValue;
import io.belastbar.contracts.LatencySummary;

/** The percentiles of response time that a budget may limit. */
public enum Percentile {
    P50("p50", 0.5),
    P90("p90", 0.9),
    P95("p95", 0.95),
    P99("p99", 0.99),
    P999("p999", 0.999);

    private final String key;
    private final double share;

    Percentile(String key, double share) {
        this.key = key;
        this.share = share;
    }

    /** As in {@code target_response_time_p95}. */
    @JsonValue
    public String key() {
        return key;
    }

    /** The share of requests at or below this percentile, 0 to 1. */
    public double share() {
        return share;
    }

    /** This percentile of a measured distribution, in milliseconds. */
    public double of(LatencySummary summary) {
        return switch (this) {
            case P50 -> summary.p50Ms();
            case P90 -> summary.p90Ms();
            case P95 -> summary.p95Ms();
            case P99 -> summary.p99Ms();
            case P999 -> summary.p999Ms();
        };
    }
}
