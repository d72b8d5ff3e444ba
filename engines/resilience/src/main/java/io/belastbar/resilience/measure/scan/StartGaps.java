package io.belastbar.resilience.measure.scan;

import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.history.EventVisitor;
import java.util.OptionalLong;

/** The largest gap between two successive starts of writes that touches a stretch of time. */
public final class StartGaps implements EventVisitor {
    private final long from;
    private final long to;
    private long previous;
    private boolean any;
    private long largest = -1;
    private boolean startedSince;

    public StartGaps(long from, long to) {
        this.from = from;
        this.to = to;
    }

    @Override
    public void event(EventKind kind, long sequence, long at) {
        if (kind != EventKind.INVOKE) {
            return;
        }
        if (any && at >= from && previous <= to) {
            largest = Math.max(largest, at - previous);
        }
        startedSince |= at >= from;
        previous = at;
        any = true;
    }

    /** In nanoseconds; empty if no two starts say anything about the stretch. */
    public OptionalLong largest() {
        return largest < 0 ? OptionalLong.empty() : OptionalLong.of(largest);
    }

    /** Whether a write was begun at or after the beginning of the stretch. */
    public boolean startedSince() {
        return startedSince;
    }
}
