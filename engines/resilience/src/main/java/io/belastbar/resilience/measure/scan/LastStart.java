package io.belastbar.resilience.measure.scan;

import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.history.EventVisitor;
import io.belastbar.resilience.measure.sequence.SequenceSet;

/** When the last of some writes was begun. */
public final class LastStart implements EventVisitor {
    private final SequenceSet writes;
    private long at = Long.MIN_VALUE;

    public LastStart(SequenceSet writes) {
        this.writes = writes;
    }

    @Override
    public void event(EventKind kind, long sequence, long at) {
        if (kind == EventKind.INVOKE && writes.contains(sequence)) {
            this.at = at;
        }
    }

    /** In nanoseconds; {@code Long.MIN_VALUE} if none of them was begun. */
    public long at() {
        return at;
    }
}
