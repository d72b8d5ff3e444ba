package io.belastbar.loadtest.remote;

/**
 * What is known of a remote run while it goes on.
 *
 * @param requests finished so far, failed ones included
 * @param p99Ms of the busiest step lately, in milliseconds; NaN: not known
 */
public record RemoteLook(long requests, long errors, double p99Ms) {

    /** For an engine that tells nothing before the end. */
    public static final RemoteLook NOTHING = new RemoteLook(0, 0, Double.NaN);
}
