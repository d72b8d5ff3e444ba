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
public record Finding(
        FindingKind kind, long count, List<SequenceRange> writes, Optional<Long> line, Optional<Duration> at) {
    private static final int RANGES_SHOWN = 10;

    public static Finding ofWrites(FindingKind kind, SequenceSet writes) {
        return new Finding(kind, writes.size(), writes.first(RANGES_SHOWN), Optional.empty(), Optional.empty());
    }

    public static Finding ofCount(FindingKind kind, long count, Optional<Duration> at) {
        return new Finding(kind, count, List.of(), Optional.empty(), at);
    }

    public static Finding ofLine(FindingKind kind, long count, Optional<Long> line) {
        return new Finding(kind, count, List.of(), line, Optional.empty());
    }
}
