package io.belastbar.capacity.cost.scalability;

/**
 * What a test run reached under a load.
 *
 * @param load users, requests or connections at the same time; at least 1
 * @param throughput requests a second
 */
public record LoadPoint(double load, double throughput) {

    /** What a fit looks at; more are refused where they come in. */
    public static final int POINTS_MAX = 500;

    public static final double LOAD_MAX = 1e9;
    public static final double THROUGHPUT_MIN = 1e-6;
    public static final double THROUGHPUT_MAX = 1e12;

    public LoadPoint {
        if (!(load >= 1 && load <= LOAD_MAX)) {
            throw new IllegalArgumentException("a load is between 1 and 1e9: was " + load);
        }
        if (!(throughput >= THROUGHPUT_MIN && throughput <= THROUGHPUT_MAX)) {
            throw new IllegalArgumentException("a throughput is between 1e-6 and 1e12 a second: was " + throughput);
        }
    }

    /** Little's law: on average as many requests are inside as come in a second, times how long each stays. */
    public static LoadPoint ofLatency(double throughput, double meanLatencySeconds) {
        return new LoadPoint(Math.max(1, throughput * meanLatencySeconds), throughput);
    }
}
