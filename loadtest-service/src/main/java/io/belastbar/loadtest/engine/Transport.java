package io.belastbar.loadtest.engine;

import io.belastbar.loadtest.scenario.RenderedRequest;
import java.util.function.Consumer;

/** Sends requests to the target. */
public interface Transport {

    /** Sends the request and reports its end exactly once, later, on the lane's thread; also on time-out. */
    void send(RenderedRequest request, Consumer<Exchange> done);
}
