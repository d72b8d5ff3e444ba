package io.belastbar.chaos.dora.store;

import io.belastbar.chaos.dora.facts.Fact;
import io.belastbar.chaos.dora.facts.FactsReader;
import io.belastbar.chaos.dora.facts.FactsReader.Beside;
import io.belastbar.chaos.dora.facts.GameDayFacts;
import io.belastbar.chaos.dora.facts.Tested;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.store.Runbooks;
import io.belastbar.document.RefusedInput;
import io.belastbar.jobs.Await;
import io.belastbar.resilience.record.EntryLine;
import io.belastbar.resilience.record.RecordEntry;
import io.belastbar.resilience.record.RecordLine;
import io.belastbar.web.document.StoredDocument;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is known of game days: their records, and the runbook's version that was played. Blocks: for virtual threads. */
@ApplicationScoped
public class ReadFacts {
    private final HeldTestRepository tests;
    private final Runbooks runbooks;
    private final ReadEnvironments environments;

    ReadFacts(HeldTestRepository tests, Runbooks runbooks, ReadEnvironments environments) {
        this.tests = tests;
        this.runbooks = runbooks;
        this.environments = environments;
    }

    /** Empty if there is no record of it, or none that can be read. */
    public Optional<GameDayFacts> of(UUID gameDay) {
        List<EntryLine> record = Await.of(tests.lines(gameDay)).stream()
                .flatMap(line -> RecordLine.parse(line.getBytes(StandardCharsets.UTF_8)).stream())
                .filter(EntryLine.class::isInstance)
                .map(EntryLine.class::cast)
                .toList();
        Optional<EntryLine> start = record.stream()
                .filter(line -> line.entry().kind().equals(RecordEntry.STARTED))
                .findFirst();
        return start.flatMap(line -> FactsReader.read(record, beside(line, record)));
    }

    /** Those that began in this time, the newest first. */
    public List<GameDayFacts> between(String system, Instant from, Instant to, int limit) {
        return Await.of(tests.between(system, from, to, limit)).stream()
                .flatMap(id -> of(id).stream())
                .toList();
    }

    private Beside beside(EntryLine start, List<EntryLine> record) {
        RecordEntry entry = start.entry();
        Fact first = new Fact(start.number(), entry.kind(), entry.at(), entry.by(), entry.content());
        Tested tested = FactsReader.tested(first);
        Optional<StoredDocument> played =
                Await.of(runbooks.version(tested.system(), tested.runbook(), tested.version()));
        return new Beside(
                played.map(StoredDocument::updatedBy),
                approved(tested.system(), record),
                played.map(stored -> types(stored, variables(first))).orElse(Map.of()),
                environments.now(first));
    }

    /** Whose approvals of such a fault at such a target counted at a moment of the game day. */
    private Set<String> approved(String system, List<EntryLine> record) {
        List<String> faults = record.stream()
                .map(line -> line.entry().content())
                .filter(content -> "inject".equals(content.get("action")) && content.get("type") != null)
                .map(content -> content.get("type") + " at " + content.get("target"))
                .distinct()
                .toList();
        Instant from = record.getFirst().entry().at();
        Instant to = record.getLast().entry().at();
        return faults.isEmpty() ? Set.of() : Set.copyOf(Await.of(tests.approvedBy(system, faults, from, to)));
    }

    private static Map<String, String> variables(Fact first) {
        return first.content().get("variables") instanceof Map<?, ?> values
                ? values.entrySet().stream()
                        .collect(Collectors.toMap(
                                value -> value.getKey().toString(), value -> String.valueOf(value.getValue())))
                : Map.of();
    }

    private Map<String, String> types(StoredDocument stored, Map<String, String> variables) {
        try {
            Runbook runbook = runbooks.read(stored, variables);
            Map<String, String> types = new HashMap<>();
            runbook.everyExpectation()
                    .forEach(expected ->
                            types.put(expected.name(), expected.expectation().type()));
            runbook.everyStep()
                    .filter(step -> step.deed() instanceof Deed.Check)
                    .forEach(step -> types.put(
                            step.name(),
                            ((Deed.Check) step.deed()).expectation().type()));
            return types;
        } catch (RefusedInput refused) {
            // What today's reader refuses was played by its former one: of what kind its expectations were is not
            // known.
            return Map.of();
        }
    }
}
