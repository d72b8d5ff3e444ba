package io.belastbar.resilience.measure.history;

import io.belastbar.resilience.measure.sequence.SequenceBits;
import io.belastbar.resilience.measure.sequence.SequenceRange;
import io.belastbar.resilience.measure.sequence.SequenceSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a probe saw, from first to last. It is read in the order of time, at equal times by {@link EventKind}: the order
 * of the lines has no say. Holds a temporary file when it is long; close it.
 */
public final class History implements AutoCloseable {
    private final EventRuns events = new EventRuns();
    private final Map<EventKind, SequenceBits> seen = new EnumMap<>(EventKind.class);
    private final SequenceBits ended = new SequenceBits();
    private final SequenceBits endedTwice = new SequenceBits();
    private final SequenceBits startedTwice = new SequenceBits();
    private final List<SequenceRange> present = new ArrayList<>();
    private final List<SequenceRange> presentOfOld = new ArrayList<>();
    private final HistoryOrder order = new HistoryOrder();
    private boolean isReadBack;
    private boolean isOldReadBack;
    private Long readBackAt;
    private long count;
    private Long cutOffAt;

    /** Takes an event that stands in a line of its source, counted from 1, which was written when it happened. */
    public void add(ProbeEvent event, long line) {
        add(event, line, Optional.empty());
    }

    /**
     * Takes an event that stands in a line of its source.
     *
     * @param noted when the line was written, if that was later
     */
    void add(ProbeEvent event, long line, Optional<Duration> noted) {
        count++;
        switch (event) {
            case ProbeEvent.Write write -> {
                long at = write.at().toNanos();
                note(write);
                order.came(noted.map(Duration::toNanos).orElse(at), line);
                order.wroteAt(at);
                events.add(write.kind(), write.sequence(), at);
            }
            case ProbeEvent.Mark mark -> {
                long at = mark.at().toNanos();
                order.came(at, line);
                if (mark.kind() == EventKind.INJECT) {
                    order.injected(at, line);
                }
                events.add(mark.kind(), 0, at);
            }
            case ProbeEvent.ReadBack part -> {
                isReadBack = true;
                present.addAll(part.present());
                part.at().map(Duration::toNanos).ifPresent(at -> {
                    order.came(at, line);
                    readBackAt = readBackAt == null ? at : Math.max(readBackAt, at);
                });
            }
            case ProbeEvent.OldReadBack part -> {
                isOldReadBack = true;
                presentOfOld.addAll(part.present());
            }
        }
    }

    private void note(ProbeEvent.Write write) {
        boolean isNew =
                seen.computeIfAbsent(write.kind(), kind -> new SequenceBits()).add(write.sequence());
        if (write.kind() == EventKind.INVOKE) {
            if (!isNew) {
                startedTwice.add(write.sequence());
            }
        } else if (!ended.add(write.sequence())) {
            endedTwice.add(write.sequence());
        }
    }

    /** Its source ended in the middle of this line: whoever wrote it was interrupted. */
    public void cutOff(long line) {
        cutOffAt = line;
    }

    public Optional<Long> cutOff() {
        return Optional.ofNullable(cutOffAt);
    }

    public void forEach(EventVisitor visitor) {
        events.forEach(visitor);
    }

    /** The writes of which it says this. */
    public SequenceSet sequences(EventKind kind) {
        return seen.containsKey(kind) ? seen.get(kind).set() : SequenceSet.EMPTY;
    }

    /** The writes of which it says an end. */
    public SequenceSet ended() {
        return ended.set();
    }

    /** The writes of which it says more than one end. */
    public SequenceSet endedTwice() {
        return endedTwice.set();
    }

    /** The writes that it says were begun more than once. */
    public SequenceSet startedTwice() {
        return startedTwice.set();
    }

    /** What the new primary has; empty if nobody has read it. */
    public Optional<List<SequenceRange>> readBack() {
        return isReadBack ? Optional.of(List.copyOf(present)) : Optional.empty();
    }

    /** What a former primary's data have; empty if nobody has read them. */
    public Optional<List<SequenceRange>> oldReadBack() {
        return isOldReadBack ? Optional.of(List.copyOf(presentOfOld)) : Optional.empty();
    }

    /** When the last part of the reading ended, in nanoseconds, if told. */
    public OptionalLong readBackAt() {
        return readBackAt == null ? OptionalLong.empty() : OptionalLong.of(readBackAt);
    }

    public HistoryOrder order() {
        return order;
    }

    /** How many events it has. */
    public long size() {
        return count;
    }

    @Override
    public void close() {
        events.close();
    }
}
