package io.belastbar.resilience.measure.scan;

import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.history.EventVisitor;
import io.belastbar.resilience.measure.sequence.SequenceBits;
import io.belastbar.resilience.measure.sequence.SequenceSet;
import java.util.OptionalLong;

/**
 * When the lost writes were acknowledged, and whether it is the end that is missing. A database that loses its end keeps
 * a prefix of what it committed; a write that began after another was acknowledged was committed after it. So if it is
 * there and the other is not, what is missing is no end.
 */
public final class LossScan implements EventVisitor {
    private final SequenceSet lost;
    private final long lastKeptStart;
    private final long recovery;
    private final SequenceBits seen = new SequenceBits();
    private final SequenceBits inside = new SequenceBits();
    private final SequenceBits afterRecovery = new SequenceBits();
    private Long oldest;
    private Long latest;

    /**
     * @param lost acknowledged and not there
     * @param lastKeptStart when the last of the writes began that were acknowledged before the outage and are there;
     *     {@code Long.MIN_VALUE} if there are none
     * @param recovery when writes were possible again; {@code Long.MAX_VALUE} if they were not
     */
    public LossScan(SequenceSet lost, long lastKeptStart, long recovery) {
        this.lost = lost;
        this.lastKeptStart = lastKeptStart;
        this.recovery = recovery;
    }

    @Override
    public void event(EventKind kind, long sequence, long at) {
        if (kind == EventKind.ACK && lost.contains(sequence) && seen.add(sequence)) {
            oldest = oldest == null ? Long.valueOf(at) : oldest;
            latest = at;
            if (at < lastKeptStart) {
                inside.add(sequence);
            }
            if (at >= recovery) {
                afterRecovery.add(sequence);
            }
        }
    }

    /** When the first of them was acknowledged, in nanoseconds. */
    public OptionalLong oldest() {
        return oldest == null ? OptionalLong.empty() : OptionalLong.of(oldest);
    }

    /** When the last of them was acknowledged, in nanoseconds. */
    public OptionalLong latest() {
        return latest == null ? OptionalLong.empty() : OptionalLong.of(latest);
    }

    /** Those that are not of the end. */
    public SequenceSet notAtEnd() {
        return inside.set();
    }

    public SequenceSet afterRecovery() {
        return afterRecovery.set();
    }
}
