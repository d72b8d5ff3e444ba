package io.belastbar.faultproxy.chain;

/**
 * What one toxic does to one direction of one connection. A stage knows no socket and no clock: time comes in nanoseconds
 * with each call, and never goes back.
 *
 * <p>The law that all stages keep: what was taken is let go in the same order, whole, exactly once; or the stream is ended
 * ({@link Item.End}) and nothing comes after it.
 */
public interface Stage {
    /** Takes one item, and lets go of it now or later. */
    void take(Item item, long now, Outlet next);

    /** Lets go of what is due. */
    void advance(long now, Outlet next);

    /** When something is due next, in nanoseconds; {@link Long#MAX_VALUE} for never. */
    long wakeAt();

    /** Memory of what is held, in bytes. */
    long held();

    /** Gives up all that is held, in order, because the stage is taken out under traffic. */
    void handOver(long now, Outlet next);
}
