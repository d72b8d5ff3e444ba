package io.belastbar.chaos.record.report;

import io.belastbar.chaos.record.report.EntryKind.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a record says of a game day, for people.
 *
 * @param zero the beginning of the exercise, from which steps are timed; that of the game day while there is none
 * @param end empty while it is under way
 * @param lines entries in their order; of very many, the first of each kind and all that a reader must act on
 * @param leftOut entries that are not among the lines, and stand in the record only
 * @param record where the record stands
 */
public record GameDayReport(
        UUID gameDay,
        GameDayPlan plan,
        Instant startedAt,
        String startedBy,
        Instant zero,
        Optional<End> end,
        List<Line> lines,
        long leftOut,
        RecordState record) {

    /**
     * How it ended.
     *
     * @param outcome {@code PASSED}, {@code FAILED}, {@code INCONCLUSIVE} or {@code ABORTED}
     */
    public record End(Instant at, String outcome, Optional<String> reason, Optional<String> abortedBy) {}

    /** How many entries there are, and the hash of the last. */
    public record RecordState(long entries, String hash) {}

    /** One entry. */
    public record Line(long number, Instant at, String kind, String by, Content content) {

        public Tone tone() {
            return EntryKind.of(kind).map(EntryKind::tone).orElse(Tone.PLAIN);
        }

        public boolean is(EntryKind wanted) {
            return wanted.name().equals(kind);
        }

        /** Of which step or expectation; else the kind. */
        public String subject() {
            return content.text("subject").orElse(kind);
        }
    }

    public GameDayReport {
        lines = List.copyOf(lines);
    }

    public Stream<Line> lines(Tone tone) {
        return lines.stream().filter(line -> line.tone() == tone);
    }

    public Stream<Line> lines(EntryKind kind) {
        return lines.stream().filter(line -> line.is(kind));
    }

    /** What was measured of outages, in the order in which it was. */
    public List<Recovery> recoveries() {
        return lines(EntryKind.MEASURED)
                .map(line -> Recovery.of(line.content(), plan))
                .toList();
    }

    public Optional<String> outcome() {
        return end.map(End::outcome);
    }

    /** Empty while it is under way. */
    public Optional<Duration> length() {
        return end.map(last -> Duration.between(startedAt, last.at()));
    }

    /** After the beginning of the exercise; negative in the preparation. */
    public Duration after(Line line) {
        return Duration.between(zero, line.at());
    }
}
