package io.belastbar.load.engine;

/** Requests that had no answer when their lane was stopped, and how long the one that was due first had waited. */
public record Unfinished(long count, long longestNanos) {

    static final Unfinished NONE = new Unfinished(0, 0);

    Unfinished with(long waitedNanos) {
        return new Unfinished(count + 1, Math.max(longestNanos, waitedNanos));
    }
}
