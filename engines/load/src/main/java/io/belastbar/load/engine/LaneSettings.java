package io.belastbar.load.engine;

import io.belastbar.load.plan.LaneRoom;
import java.time.Duration;

/**
 * What a lane is told by the run.
 *
 * @param room what it may use at once
 * @param maxRequestsPerSecond cap of this lane; infinite for none
 * @param timeout of a request
 * @param once which rows the lanes of the run have used up together
 * @param fence until when the run may send
 */
public record LaneSettings(LaneRoom room, double maxRequestsPerSecond, Duration timeout, RowsOnce once, Fence fence) {}
