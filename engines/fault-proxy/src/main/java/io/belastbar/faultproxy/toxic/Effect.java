package io.belastbar.faultproxy.toxic;

import io.belastbar.faultproxy.chain.Stage;
import java.util.random.RandomGenerator;

/** What a toxic does to the connections that it takes hold of. */
public sealed interface Effect permits Latency, Timeout, Bandwidth, SlowClose, ResetPeer, Slicer, LimitData {
    /**
     * The effect on one direction of one connection.
     *
     * @param now nanoseconds; the toxic begins here
     * @param former the stage of the same toxic before it was changed, or {@code null}
     */
    Stage stage(long now, RandomGenerator random, Stage former);
}
