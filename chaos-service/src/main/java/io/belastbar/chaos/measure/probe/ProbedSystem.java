package io.belastbar.chaos.measure.probe;

import io.belastbar.resilience.measure.history.EventKind;

/** What a probe writes to. Blocks on a virtual thread, whose interrupt closes the socket it waits for. */
public interface ProbedSystem extends AutoCloseable {

    /**
     * Writes once. {@link ProbeWrite#send()} stands before anything that could be stored.
     *
     * @return {@code ACK}, {@code FAIL} or {@code INDETERMINATE}
     */
    EventKind write(ProbeWrite write);

    /** Something failed or hangs: whatever was open before is not to be trusted. */
    void distrust();

    @Override
    void close();
}
