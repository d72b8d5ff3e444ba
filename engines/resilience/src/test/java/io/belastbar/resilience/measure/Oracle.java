package io.belastbar.resilience.measure;

import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.sequence.SequenceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The definitions word by word, without a thought for speed. */
final class Oracle {
    record Line(EventKind kind, long sequence, long at) {}

    private final List<Line> lines;
    private final long window;

    Oracle(List<Line> lines, long window) {
        this.lines = lines;
        this.window = window;
    }

    private LongStream times(EventKind... kinds) {
        return lines.stream()
                .filter(line -> List.of(kinds).contains(line.kind()))
                .mapToLong(Line::at);
    }

    private long inject() {
        return times(EventKind.INJECT).min().orElseThrow();
    }

    private Optional<Long> end() {
        return boxed(times(EventKind.INVOKE, EventKind.ACK, EventKind.FAIL, EventKind.INDETERMINATE)
                .max());
    }

    /** FAIL or INDETERMINATE; a write begun after the fault that has no end for a whole window has one at the end. */
    private List<Long> troubles() {
        List<Long> troubles = new ArrayList<>(
                times(EventKind.FAIL, EventKind.INDETERMINATE).boxed().toList());
        Set<Long> ended = sequences(EventKind.ACK, EventKind.FAIL, EventKind.INDETERMINATE);
        lines.stream()
                .filter(line -> line.kind() == EventKind.INVOKE
                        && !ended.contains(line.sequence())
                        && line.at() >= inject()
                        && end().orElseThrow() - line.at() >= window)
                .forEach(line -> troubles.add(end().orElseThrow()));
        return troubles;
    }

    Optional<Long> outage() {
        return troubles().stream().filter(at -> at >= inject()).min(Long::compare);
    }

    Optional<Long> recovery() {
        return outage().flatMap(outage -> boxed(times(EventKind.ACK)
                .filter(ack -> ack > outage)
                .filter(ack -> ack + window <= end().orElseThrow())
                .filter(ack -> troubles().stream().noneMatch(at -> ack <= at && at < ack + window))
                .min()));
    }

    private Optional<Long> lastAcknowledged() {
        return boxed(times(EventKind.ACK)
                .filter(at -> outage().isEmpty() || at < outage().get())
                .max());
    }

    private long begin() {
        return Math.min(lastAcknowledged().orElse(inject()), inject());
    }

    long recoveryTime() {
        return recovery().orElseThrow() - begin();
    }

    Optional<Long> bound() {
        long[] starts = times(EventKind.INVOKE).sorted().toArray();
        return boxed(LongStream.range(1, starts.length)
                .map(i -> starts[(int) i] - starts[(int) i - 1])
                .max());
    }

    private Set<Long> sequences(EventKind... kinds) {
        return lines.stream()
                .filter(line -> List.of(kinds).contains(line.kind()))
                .map(Line::sequence)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Long> rows(List<SequenceRange> read) {
        return read.stream()
                .flatMap(range ->
                        LongStream.rangeClosed(range.from(), range.to()).boxed())
                .toList();
    }

    Set<Long> lost(List<SequenceRange> read) {
        Set<Long> lost = sequences(EventKind.ACK);
        lost.removeAll(rows(read));
        return lost;
    }

    long lossTime(List<SequenceRange> read) {
        List<Long> first = lost(read).stream()
                .map(sequence -> lines.stream()
                        .filter(line -> line.kind() == EventKind.ACK && line.sequence() == sequence)
                        .mapToLong(Line::at)
                        .min()
                        .orElseThrow())
                .toList();
        if (first.isEmpty()) {
            return 0;
        }
        long oldest = first.stream().min(Long::compare).orElseThrow();
        long last = Stream.concat(first.stream(), lastAcknowledged().stream())
                .max(Long::compare)
                .orElseThrow();
        return last - oldest;
    }

    Map<FindingKind, Long> counts(List<SequenceRange> read) {
        Map<FindingKind, Long> counts = new HashMap<>();
        List<Long> rows = rows(read);
        Set<Long> acknowledged = sequences(EventKind.ACK);
        Set<Long> failed = sequences(EventKind.FAIL);
        Set<Long> known = sequences(EventKind.INVOKE, EventKind.ACK, EventKind.FAIL, EventKind.INDETERMINATE);
        Set<Long> distinct = new TreeSet<>(rows);
        counts.put(
                FindingKind.DUPLICATES,
                distinct.stream()
                        .filter(row -> rows.stream().filter(row::equals).count() > 1)
                        .count());
        counts.put(
                FindingKind.FAILED_YET_STORED,
                distinct.stream()
                        .filter(row -> failed.contains(row) && !acknowledged.contains(row))
                        .count());
        counts.put(
                FindingKind.NEVER_ATTEMPTED,
                distinct.stream().filter(row -> !known.contains(row)).count());
        return counts;
    }

    private static Optional<Long> boxed(java.util.OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }
}
