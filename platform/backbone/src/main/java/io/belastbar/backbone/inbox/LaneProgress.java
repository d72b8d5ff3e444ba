package io.belastbar.backbone.inbox;

import java.util.Optional;

/** What a lane, or the thread that feeds them, is doing and since when. Time is {@code System.nanoTime()}, passed in. */
public final class LaneProgress {

    /**
     * A piece of work.
     *
     * @param what for people
     * @param sinceNanos when it began
     * @param trouble the last thing that failed in it; null if nothing did
     */
    public record Work(String what, long sinceNanos, String trouble) {}

    private volatile Work work;

    /** The lane goes on to something else. */
    public void begin(String what, long nowNanos) {
        work = new Work(what, nowNanos, null);
    }

    /** The lane is still at it, and this is why. */
    public void trouble(String why) {
        Work current = work;
        work = current == null ? null : new Work(current.what(), current.sinceNanos(), why);
    }

    /** The lane has nothing to do. */
    public void end() {
        work = null;
    }

    /** Empty while there is nothing to do. */
    public Optional<Work> work() {
        return Optional.ofNullable(work);
    }
}
