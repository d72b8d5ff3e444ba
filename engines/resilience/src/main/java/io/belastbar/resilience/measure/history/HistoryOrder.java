package io.belastbar.resilience.measure.history;

import java.util.Optional;
import java.util.OptionalLong;

/** What the order of the lines says about the clock, and when the last write was heard of. */
public final class HistoryOrder {
    private boolean any;
    private long latest;
    private boolean anyWrite;
    private long lastWrite;
    private long backwards;
    private Long firstBackwardsLine;
    private int injections;
    private long firstInjection;
    private Long secondInjectionLine;

    void came(long at, long line) {
        if (any && at < latest) {
            backwards++;
            firstBackwardsLine = firstBackwardsLine == null ? Long.valueOf(line) : firstBackwardsLine;
        }
        latest = any ? Math.max(latest, at) : at;
        any = true;
    }

    void wroteAt(long at) {
        lastWrite = anyWrite ? Math.max(lastWrite, at) : at;
        anyWrite = true;
    }

    void injected(long at, long line) {
        firstInjection = injections == 0 ? at : Math.min(firstInjection, at);
        injections++;
        if (injections == 2) {
            secondInjectionLine = line;
        }
    }

    /** The latest event of a write, in nanoseconds: what is known ends there. Empty without writes. */
    public OptionalLong lastWrite() {
        return anyWrite ? OptionalLong.of(lastWrite) : OptionalLong.empty();
    }

    /** How many events are earlier than one that stands before them. */
    public long backwards() {
        return backwards;
    }

    public Optional<Long> firstBackwardsLine() {
        return Optional.ofNullable(firstBackwardsLine);
    }

    /** In nanoseconds; empty without any. */
    public OptionalLong firstInjection() {
        return injections == 0 ? OptionalLong.empty() : OptionalLong.of(firstInjection);
    }

    public int injections() {
        return injections;
    }

    public Optional<Long> secondInjectionLine() {
        return Optional.ofNullable(secondInjectionLine);
    }
}
