package io.belastbar.chaos.dora.facts;

import io.belastbar.chaos.runbook.Purpose.Criticality;
import io.belastbar.resilience.record.EntryLine;
import io.belastbar.resilience.record.RecordEntry;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what is known of a game day from its record; what an older record does not say is unknown, never guessed. */
public final class FactsReader {
    private FactsReader() {}

    /**
     * What the record does not hold.
     *
     * @param author of the runbook's version; empty: nobody knows
     * @param approved who approved faults as these were, at the time
     * @param types the kinds of expectations and steps by their names
     * @param environments of the targets as they are registered now, for records that do not say them
     */
    public record Beside(
            Optional<String> author, Set<String> approved, Map<String, String> types, List<String> environments) {
        public static final Beside NOTHING = new Beside(Optional.empty(), Set.of(), Map.of(), List.of());
    }

    /** Empty if the record does not begin with its start. */
    public static Optional<GameDayFacts> read(List<EntryLine> record, Beside beside) {
        List<Fact> facts = record.stream()
                .map(line -> new Fact(
                        line.number(),
                        line.entry().kind(),
                        line.entry().at(),
                        line.entry().by(),
                        line.entry().content()))
                .toList();
        Optional<Fact> start =
                facts.stream().filter(fact -> fact.is(RecordEntry.STARTED)).findFirst();
        Optional<Fact> end =
                facts.stream().filter(fact -> fact.is(RecordEntry.FINISHED)).findFirst();
        return start.map(begun -> new GameDayFacts(
                record.getFirst().gameDay(),
                tested(begun),
                conduct(begun, beside.environments()),
                people(begun, facts, beside),
                begun.at(),
                end.map(Fact::at),
                end.flatMap(fact -> fact.text("outcome")),
                beside.types(),
                facts));
    }

    /** What its first entry says of it. */
    public static Tested tested(Fact start) {
        return new Tested(
                start.text("system").orElse(""),
                start.text("runbook").orElse(""),
                start.text("runbookVersion")
                        .flatMap(FactsReader::number)
                        .orElse(0.0)
                        .intValue(),
                start.text("title").or(() -> start.text("runbook")).orElse(""),
                start.text("criticalFunction").orElse(""),
                start.text("criticality").flatMap(FactsReader::criticality),
                texts(start, "legalBasis"),
                millis(start, "rtoTargetMs"),
                millis(start, "rpoTargetMs"));
    }

    /** How it was held, as its first entry says; the environments of today for a record that does not say them. */
    public static Conduct conduct(Fact start, List<String> environments) {
        List<String> recorded = texts(start, "environments");
        return new Conduct(
                start.text("timeScale").flatMap(FactsReader::number).orElse(1.0),
                start.says("unattended", "true"),
                recorded.isEmpty() ? environments : recorded);
    }

    private static People people(Fact start, List<Fact> facts, Beside beside) {
        Set<String> approved = new LinkedHashSet<>(by(facts, "APPROVED"));
        approved.addAll(beside.approved());
        return new People(
                beside.author(),
                start.by(),
                by(facts, "CONFIRMED", "DENIED"),
                approved,
                by(facts, RecordEntry.SIGN_OFF),
                named(start));
    }

    private static Set<String> by(List<Fact> facts, String... kinds) {
        Set<String> names = new LinkedHashSet<>();
        facts.stream().filter(fact -> fact.is(kinds)).forEach(fact -> names.add(fact.by()));
        return names;
    }

    private static List<People.Named> named(Fact start) {
        return start.content().get("participants") instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(Map.class::cast)
                        .map(one -> new People.Named(
                                text(one, "name").orElse(""), text(one, "role").orElse(""), text(one, "principal")))
                        .toList()
                : List.of();
    }

    private static Optional<String> text(Map<?, ?> map, String name) {
        return Optional.ofNullable(map.get(name)).map(Object::toString).filter(text -> !text.isBlank());
    }

    private static List<String> texts(Fact start, String name) {
        return start.content().get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Optional<Criticality> criticality(String word) {
        return Arrays.stream(Criticality.values())
                .filter(known -> known.name().equals(word))
                .findFirst();
    }

    private static Optional<Duration> millis(Fact start, String name) {
        return start.millis(name, name);
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
