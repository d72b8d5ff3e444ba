package io.belastbar.load.engine;

import java.time.Duration;

/**
 * What a lane is told by the run.
 *
 * @param users at once on this lane, in the open model
 * @param maxRequestsPerSecond cap of this lane; infinite for none
 * @param timeout of a request
 * @param once which rows the lanes of the run have used up together
 */
public record LaneSettings(int users, double maxRequestsPerSecond, Duration timeout, RowsOnce once) {

    /** For all lanes of one run. */
    public LaneSettings(int users, double maxRequestsPerSecond, Duration timeout) {
        this(users, maxRequestsPerSecond, timeout, new RowsOnce());
    }
}
