package io.belastbar.resilience.measure.scan;

import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.history.EventVisitor;
import io.belastbar.resilience.measure.sequence.SequenceBits;
import io.belastbar.resilience.measure.sequence.SequenceSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Finds the outage and its end in events that come in the order of time. An outage begins with the first FAIL or
 * INDETERMINATE at or after the fault. It ends with the first ACK after that from which on there is neither for a whole
 * stability window: {@code [ack, ack + window)}, and the data reach to its end.
 */
public final class OutageScan implements EventVisitor {
    private final long inject;
    private final long window;
    private final long end;
    private final SequenceSet withoutEnd;
    private final SequenceBits acknowledgedBefore = new SequenceBits();
    private final Map<EventKind, Long> marks = new EnumMap<>(EventKind.class);

    private Long outage;
    private Long lastAcknowledged;
    private Long lastBeforeEnd;
    private Long lastTrouble;
    private Long candidate;
    private Long recovery;
    private Long troubleAgain;
    private long troublesAgain;
    private Long troubleBefore;
    private long troublesBefore;
    private long hung;

    /**
     * @param inject when the fault was injected
     * @param window the stability window
     * @param end when the last event of a write was noted
     * @param withoutEnd the writes that have none
     */
    public OutageScan(long inject, long window, long end, SequenceSet withoutEnd) {
        this.inject = inject;
        this.window = window;
        this.end = end;
        this.withoutEnd = withoutEnd;
    }

    @Override
    public void event(EventKind kind, long sequence, long at) {
        switch (kind) {
            case ACK -> acknowledged(sequence, at);
            case FAIL, INDETERMINATE -> trouble(at);
            case INVOKE -> {
                if (at >= inject && end - at >= window && withoutEnd.contains(sequence)) {
                    hung++;
                }
            }
            case DETECTED, DECIDED, PROMOTED, TRANSACTED -> marks.putIfAbsent(kind, at);
            case INJECT -> {}
        }
    }

    private void acknowledged(long sequence, long at) {
        if (outage == null) {
            lastAcknowledged = at;
            lastBeforeEnd = at < end ? Long.valueOf(at) : lastBeforeEnd;
            acknowledgedBefore.add(sequence);
        } else if (candidate == null && at > lastTrouble) {
            candidate = at;
        }
    }

    private void trouble(long at) {
        if (at < inject) {
            troublesBefore++;
            troubleBefore = troubleBefore == null ? Long.valueOf(at) : troubleBefore;
            return;
        }
        if (outage == null) {
            outage = at;
        }
        if (recovery == null && candidate != null && at - candidate >= window) {
            recovery = candidate;
        }
        if (recovery != null) {
            troublesAgain++;
            troubleAgain = troubleAgain == null ? Long.valueOf(at) : troubleAgain;
        }
        lastTrouble = at;
        candidate = recovery;
    }

    /** Call it after the last event. A write that hung to the end is indeterminate there. */
    public void finish() {
        if (hung > 0 && recovery == null) {
            lastAcknowledged = outage == null ? lastBeforeEnd : lastAcknowledged;
            trouble(end);
            troublesAgain = 0;
            troubleAgain = null;
        }
        if (recovery == null && candidate != null && end - candidate >= window) {
            recovery = candidate;
        }
    }

    public OptionalLong outage() {
        return optional(outage);
    }

    public OptionalLong recovery() {
        return optional(recovery);
    }

    /** The first ACK after the last trouble when the data end before its window does. */
    public OptionalLong unproven() {
        return recovery == null ? optional(candidate) : OptionalLong.empty();
    }

    /** The last ACK before the outage; the last of all if there is no outage. */
    public OptionalLong lastAcknowledged() {
        return optional(lastAcknowledged);
    }

    /** The writes acknowledged before the outage. */
    public SequenceSet acknowledgedBefore() {
        return acknowledgedBefore.set();
    }

    public OptionalLong mark(EventKind kind) {
        return optional(marks.get(kind));
    }

    public long troublesAfterRecovery() {
        return troublesAgain;
    }

    public OptionalLong troubleAfterRecovery() {
        return optional(troubleAgain);
    }

    public long troublesBeforeInject() {
        return troublesBefore;
    }

    public OptionalLong troubleBeforeInject() {
        return optional(troubleBefore);
    }

    /** Writes begun after the fault that had no end for a whole window. */
    public long hung() {
        return hung;
    }

    private static OptionalLong optional(Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
