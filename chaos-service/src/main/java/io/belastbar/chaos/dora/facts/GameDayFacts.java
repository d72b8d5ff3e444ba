package io.belastbar.chaos.dora.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is known of a game day.
 *
 * @param finishedAt empty while it is under way
 * @param outcome {@code PASSED}, {@code FAILED}, {@code INCONCLUSIVE} or {@code ABORTED}
 * @param types the kinds of its expectations and steps by their names, as its runbook says; empty if that is not read
 * @param happened its record
 */
public record GameDayFacts(
        UUID gameDay,
        Tested tested,
        Conduct conduct,
        People people,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<String> outcome,
        Map<String, String> types,
        List<Fact> happened) {
    private static final Set<String> COVERS = Set.of("PASSED", "FAILED");

    public GameDayFacts {
        types = Map.copyOf(types);
        happened = List.copyOf(happened);
    }

    /** Whether it was carried out to its end and says something of the system: what was aborted or inconclusive does not. */
    public boolean covers() {
        return outcome.filter(COVERS::contains).isPresent();
    }

    /** The faults that were injected. */
    public List<Fact> faults() {
        return all(fact -> fact.is("STEP_DONE") && fact.says("action", "inject"));
    }

    /** Their kinds: {@code postgres-kill}. */
    public List<String> faultKinds() {
        return faults().stream()
                .flatMap(fact -> fact.text("type").stream())
                .distinct()
                .toList();
    }

    /** That the redundant side took over. */
    public Optional<Fact> switchover() {
        return all(fact -> fact.is("STEP_DONE") && fact.says("action", "promote")).stream()
                .findFirst();
    }

    /** That everything is as it was after the switchover: what was broken is taken back, and the steady state proven. */
    public Optional<Fact> switchedBack() {
        return switchover().flatMap(over -> {
            boolean whole = happened.stream()
                    .anyMatch(fact -> fact.number() > over.number()
                            && (fact.is("FAULTS_TAKEN_BACK") || fact.is("STEP_DONE") && fact.says("action", "reseed")));
            return all(fact -> fact.is("REGAINED") && fact.number() > over.number() && whole).stream()
                    .findFirst();
        });
    }

    /** How long the redundant side carried the function before anything was taken back; empty without a switchover. */
    public Optional<Duration> carriedFor() {
        return switchover()
                .flatMap(over ->
                        all(fact -> fact.is("FAULTS_TAKEN_BACK", "REGAINED") && fact.number() > over.number()).stream()
                                .findFirst()
                                .map(end -> Duration.between(over.at(), end.at())));
    }

    /** How long it was away, as it was measured last. */
    public Objective rto() {
        return Objective.of("rto", measuredLast(), tested.rto());
    }

    /** How much time of stored data was lost, as it was measured last. */
    public Objective rpo() {
        return Objective.of("rpo", measuredLast(), tested.rpo());
    }

    private Optional<Fact> measuredLast() {
        return measurements().reversed().stream().findFirst();
    }

    /** The measurements themselves. */
    public List<Fact> measurements() {
        return all(fact -> fact.is("MEASURED"));
    }

    /** What was looked at, of these kinds, and was judged. */
    public List<Fact> judged(Set<String> kinds) {
        return all(fact -> fact.is("EXPECTATION_MET", "EXPECTATION_MISSED")
                && Optional.ofNullable(types.get(fact.subject()))
                        .filter(kinds::contains)
                        .isPresent());
    }

    /** Those of them that were not as expected. */
    public static List<Fact> missed(List<Fact> judged) {
        return judged.stream().filter(fact -> fact.is("EXPECTATION_MISSED")).toList();
    }

    /** That load was applied. */
    public List<Fact> loads() {
        return all(fact -> fact.is("STEP_DONE")
                && (fact.says("action", "load")
                        || fact.text("type")
                                .filter(type -> type.startsWith("load-"))
                                .isPresent()));
    }

    /** What went further than it was meant to. */
    public List<Fact> escaped() {
        return all(fact -> fact.is("NOT_REGAINED", "FAULTS_NOT_TAKEN_BACK")
                || fact.is("STOP_CONDITION_MET") && "tenant-isolation".equals(types.get(fact.subject())));
    }

    /** The end of it. */
    public Stream<Fact> ended() {
        return happened.stream().filter(fact -> fact.is("FINISHED"));
    }

    private List<Fact> all(Predicate<Fact> asked) {
        return happened.stream().filter(asked).toList();
    }
}
