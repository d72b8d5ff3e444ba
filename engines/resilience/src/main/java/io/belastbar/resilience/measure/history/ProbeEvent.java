package io.belastbar.resilience.measure.history;

import io.belastbar.resilience.measure.sequence.SequenceRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One line of a probe's history. Times count from any one origin, by a monotonic clock, and may be before it. */
public sealed interface ProbeEvent {

    /** What happened to one write. */
    record Write(EventKind kind, long sequence, Duration at) implements ProbeEvent {
        public Write {
            if (!kind.isOfWrite()) {
                throw new IllegalArgumentException("an event of a write should be one of a write: was " + kind);
            }
        }
    }

    /** What happened to the system as a whole. */
    record Mark(EventKind kind, Duration at) implements ProbeEvent {
        public Mark {
            if (kind.isOfWrite()) {
                throw new IllegalArgumentException("a mark should not be of a write: was " + kind);
            }
        }
    }

    /**
     * What the new primary has, read in full; several of them are parts of one reading.
     *
     * @param present the sequence numbers of its rows, one row each: what stands in two ranges is there twice
     * @param at when the reading ended; empty if that is not told
     */
    record ReadBack(List<SequenceRange> present, Optional<Duration> at) implements ProbeEvent {
        public ReadBack {
            present = List.copyOf(present);
        }
    }

    /**
     * What a former primary's data have, started alone; several of them are parts of one reading.
     *
     * @param present the sequence numbers of its rows
     */
    record OldReadBack(List<SequenceRange> present) implements ProbeEvent {
        public OldReadBack {
            present = List.copyOf(present);
        }
    }
}
