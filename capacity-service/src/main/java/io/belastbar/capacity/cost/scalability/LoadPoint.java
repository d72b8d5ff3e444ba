package io.belastbar.capacity.cost.scalability;

/**
 * What a test run reached under a load.
 *
 * @param load users, requests or connections at the same time; at least 1
 * @param throughput requests a second, above 0
 */
public record LoadPoint(double load, double throughput) {

    /** More points than a fit looks at are refused where they come in. */
    public static final int POINTS_MAX = 10_000;

    public LoadPoint {
        if (!(load >= 1 && load <= 1e9)) {
            throw new IllegalArgumentException("a load is between 1 and 1e9: was " + load);
        }
        if (!(throughput > 0 && throughput <= 1e12)) {
            throw new IllegalArgumentException("a throughput is above 0 and at most 1e12 a second: was " + throughput);
        }
    }

    /** Little's law: on average as many requests are inside as come in a second, times how long each stays. */
    public static LoadPoint ofLatency(double throughput, double meanLatencySeconds) {
        return new LoadPoint(Math.max(1, throughput * meanLatencySeconds), throughput);
    }
}
