package io.belastbar.load.run;

import io.belastbar.load.engine.Driver;
import io.belastbar.load.plan.LaneShare;
import io.netty.channel.EventLoop;

/** Makes the I/O of each lane, for one kind of step. */
public interface LaneDrivers {

    /** The driver may use this event loop only; {@code share} says which part of the connections is this lane's. */
    Driver on(EventLoop loop, LaneShare share);
}
