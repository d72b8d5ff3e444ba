package io.belastbar.chaos.record.report;

import io.belastbar.resilience.record.RecordEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a record says of a game day, for people.
 *
 * @param outcome empty while it is under way
 */
public record GameDayReport(
        String system,
        String runbook,
        Instant startedAt,
        String startedBy,
        Optional<String> outcome,
        List<Line> lines) {

    private static final Set<String> GOOD =
            Set.of("STEP_DONE", "STEADY", "REGAINED", "EXPECTATION_MET", "CONFIRMED", "FAULTS_TAKEN_BACK", "CLEARED");
    private static final Set<String> BAD = Set.of(
            "STEP_NOT_DONE",
            "NOT_STEADY",
            "NOT_REGAINED",
            "EXPECTATION_MISSED",
            "EXPECTATION_UNKNOWN",
            "STOP_CONDITION_MET",
            "FAULTS_NOT_TAKEN_BACK",
            "DENIED",
            "FAILED");

    /** How a line is to be read. */
    public enum Tone {
        GOOD,
        BAD,
        PLAIN
    }

    /**
     * One entry.
     *
     * @param after the beginning; negative in the preparation
     */
    public record Line(Duration after, Instant at, String kind, String by, Map<String, Object> content) {

        public Tone tone() {
            return GOOD.contains(kind) ? Tone.GOOD : BAD.contains(kind) ? Tone.BAD : Tone.PLAIN;
        }

        /** Of which step or expectation; else the kind. */
        public String subject() {
            return text("subject").orElse(kind);
        }

        public Optional<String> text(String name) {
            return Optional.ofNullable(content.get(name)).map(Object::toString).filter(text -> !text.isBlank());
        }
    }

    public GameDayReport {
        lines = List.copyOf(lines);
    }

    /** Empty if the entries do not begin with the start. */
    public static Optional<GameDayReport> of(List<RecordEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.kind().equals(RecordEntry.STARTED))
                .findFirst()
                .map(start -> new GameDayReport(
                        text(start, "system"),
                        text(start, "runbook"),
                        start.at(),
                        start.by(),
                        entries.stream()
                                .filter(entry -> entry.kind().equals(RecordEntry.FINISHED))
                                .map(entry -> text(entry, "outcome"))
                                .findFirst(),
                        entries.stream().map(entry -> line(start.at(), entry)).toList()));
    }

    private static Line line(Instant start, RecordEntry entry) {
        return new Line(Duration.between(start, entry.at()), entry.at(), entry.kind(), entry.by(), entry.content());
    }

    private static String text(RecordEntry entry, String name) {
        Object value = entry.content().get(name);
        return value == null ? "" : value.toString();
    }

    public Stream<Line> lines(Tone tone) {
        return lines.stream().filter(line -> line.tone() == tone);
    }

    /** What was measured of outages, in the order in which it was. */
    public Stream<Line> measurements() {
        return lines.stream().filter(line -> line.kind().equals("MEASURED"));
    }
}
