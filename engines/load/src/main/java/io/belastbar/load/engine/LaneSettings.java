package io.belastbar.load.engine;

import io.belastbar.load.plan.LaneRoom;
import java.time.Duration;

/**
 * What a lane is told by the run.
 *
 * @param room what it may use at once
 * @param maxRequestsPerSecond cap of this lane; infinite for none
 * @param timeout of a request
 * @param shared with the other lanes of the run
 */
public record LaneSettings(LaneRoom room, double maxRequestsPerSecond, Duration timeout, Shared shared) {

    /**
     * What all lanes of a run have in common.
     *
     * @param once which rows they have used up together
     * @param fence until when they may send
     * @param good whether any of them gets good answers
     */
    public record Shared(RowsOnce once, Fence fence, GoodAnswers good) {}
}
