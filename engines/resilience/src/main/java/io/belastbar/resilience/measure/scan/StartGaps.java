package io.belastbar.resilience.measure.scan;

import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.history.EventVisitor;
import java.util.OptionalLong;

/** The largest gap between two successive starts of writes. */
public final class StartGaps implements EventVisitor {
    private final long inject;
    private long previous;
    private boolean any;
    private long largest = -1;
    private boolean startedSince;

    public StartGaps(long inject) {
        this.inject = inject;
    }

    @Override
    public void event(EventKind kind, long sequence, long at) {
        if (kind != EventKind.INVOKE) {
            return;
        }
        if (any) {
            largest = Math.max(largest, at - previous);
        }
        startedSince |= at >= inject;
        previous = at;
        any = true;
    }

    /** In nanoseconds; empty if there are no two starts. */
    public OptionalLong largest() {
        return largest < 0 ? OptionalLong.empty() : OptionalLong.of(largest);
    }

    /** Whether a write was begun at or after the injection. */
    public boolean startedSince() {
        return startedSince;
    }
}
