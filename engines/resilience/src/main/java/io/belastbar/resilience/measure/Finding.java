package io.belastbar.resilience.measure;

import io.belastbar.resilience.measure.sequence.SequenceRange;
import io.belastbar.resilience.measure.sequence.SequenceSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something about a history that a reader must know beside its two figures.
 *
 * @param count of writes, lines or failures, as the kind says
 * @param writes the first ranges of them; empty if it is not about writes
 * @param line where it is seen first, from 1
 * @param at when it is seen first
 */
public record Finding(Kind kind, long count, List<SequenceRange> writes, Optional<Long> line, Optional<Duration> at) {
    private static final int RANGES_SHOWN = 10;

    public static Finding ofWrites(Kind kind, SequenceSet writes) {
        return new Finding(kind, writes.size(), writes.first(RANGES_SHOWN), Optional.empty(), Optional.empty());
    }

    public static Finding ofCount(Kind kind, long count, Optional<Duration> at) {
        return new Finding(kind, count, List.of(), Optional.empty(), at);
    }

    public static Finding ofLine(Kind kind, long count, Optional<Long> line) {
        return new Finding(kind, count, List.of(), line, Optional.empty());
    }

    /** What was seen. */
    public enum Kind {
        /** A later write is there though it began after the lost one was acknowledged: it is not the end that is missing. */
        LOSS_NOT_AT_END,
        /** Acknowledged after recovery, by the new primary, and lost all the same. */
        LOST_AFTER_RECOVERY,
        /** Rows that are there more than once. */
        DUPLICATES,
        /** Refused for certain, and there all the same. */
        FAILED_YET_STORED,
        /** Rows of writes that nobody began. */
        NEVER_ATTEMPTED,
        /** Acknowledged after the reading had ended: neither lost nor kept. */
        ACKNOWLEDGED_AFTER_READ_BACK,
        /** Read back, by the time of the reading before they were begun: that time is wrong, and was not used. */
        READ_BEFORE_BEGUN,
        /** Writes failed again after recovery. */
        TROUBLE_AFTER_RECOVERY,
        /** Writes failed before the fault: it was not steady. */
        TROUBLE_BEFORE_INJECT,
        NO_ACKNOWLEDGEMENT_BEFORE_OUTAGE,
        NO_INJECT,
        SECOND_INJECT,
        NO_WRITES,
        END_WITHOUT_INVOKE,
        TWO_ENDS,
        INVOKED_TWICE,
        /** Begun, and no end is told. */
        NO_END,
        /** Of those, begun after the fault and without an end for the stability window: they count as indeterminate. */
        HUNG_TO_THE_END,
        TIME_BACKWARDS,
        CUT_OFF_END
    }
}
