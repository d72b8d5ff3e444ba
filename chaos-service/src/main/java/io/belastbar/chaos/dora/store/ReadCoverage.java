package io.belastbar.chaos.dora.store;

import io.belastbar.chaos.dora.coverage.Coverage;
import io.belastbar.chaos.dora.coverage.CoverageRow;
import io.belastbar.chaos.dora.coverage.HeldTest;
import io.belastbar.chaos.dora.coverage.Scenario;
import io.belastbar.chaos.dora.facts.Fact;
import io.belastbar.chaos.dora.facts.FactsReader;
import io.belastbar.chaos.runbook.store.RunbookKind;
import io.belastbar.chaos.runbook.store.RunbookSummary;
import io.belastbar.chaos.runbook.store.Runbooks;
import io.belastbar.jobs.Await;
import io.belastbar.resilience.record.EntryLine;
import io.belastbar.resilience.record.RecordEntry;
import io.belastbar.resilience.record.RecordLine;
import io.belastbar.web.document.Reading;
import io.belastbar.web.document.StoredDocument;
import io.belastbar.web.system.SystemZone;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The matrix of a system, from its runbooks and the records of its game days. Blocks: for virtual threads. */
@ApplicationScoped
public class ReadCoverage {
    private final Runbooks runbooks;
    private final RunbookKind kind;
    private final HeldTestRepository tests;
    private final Terms terms;
    private final ReadEnvironments environments;

    ReadCoverage(
            Runbooks runbooks, RunbookKind kind, HeldTestRepository tests, Terms terms, ReadEnvironments environments) {
        this.runbooks = runbooks;
        this.kind = kind;
        this.tests = tests;
        this.terms = terms;
        this.environments = environments;
    }

    /** In which zone tests of a system are due, and when they are reminded of. */
    @Singleton
    static class Terms {
        private final SystemZone zones;
        private final DoraConfig config;

        Terms(SystemZone zones, DoraConfig config) {
            this.zones = zones;
            this.config = config;
        }

        Coverage of(String system, Instant now) {
            return new Coverage(zones.of(system), now, Period.ofDays(config.remindDaysBefore()));
        }
    }

    /** As it stood at a moment, by the runbooks of today. */
    public List<CoverageRow> of(String system, Instant now) {
        List<HeldTest> held = Await.of(tests.lastOfEach(system, now)).stream()
                .flatMap(told -> held(told).stream())
                .toList();
        Set<String> covered = held.stream()
                .filter(HeldTest::covers)
                .map(test -> test.tested().runbook())
                .collect(Collectors.toSet());
        List<Scenario> scenarios = Await.of(runbooks.list(system, "", Integer.MAX_VALUE)).stream()
                .map(stored -> scenario(stored, covered.contains(stored.name())))
                .toList();
        return terms.of(system, now).of(scenarios, held);
    }

    /** Whether nothing is known: no runbook is stored and no game day recorded. */
    public boolean isEmpty(String system) {
        return Await.of(runbooks.list(system, "", 1)).isEmpty()
                && Await.of(tests.between(system, null, Instant.now(), 1)).isEmpty();
    }

    /** Since when a test is due matters only of what no test covers. */
    private Scenario scenario(StoredDocument stored, boolean covered) {
        Optional<RunbookSummary> summary = Reading.of(kind, stored).optional();
        Instant first = covered || stored.version() == 1
                ? stored.updatedAt()
                : Await.of(runbooks.version(stored.system(), stored.name(), 1))
                        .map(StoredDocument::updatedAt)
                        .orElse(stored.updatedAt());
        return new Scenario(
                stored.name(),
                summary.map(RunbookSummary::purpose),
                summary.map(RunbookSummary::participants).orElse(List.of()),
                first);
    }

    /** Empty if the record's first entry cannot be read: what nobody can prove covers nothing. */
    private Optional<HeldTest> held(HeldTestRepository.Told told) {
        return RecordLine.parse(told.firstLine().getBytes(StandardCharsets.UTF_8))
                .filter(EntryLine.class::isInstance)
                .map(EntryLine.class::cast)
                .filter(line -> line.entry().kind().equals(RecordEntry.STARTED))
                .map(line -> {
                    RecordEntry entry = line.entry();
                    Fact start = new Fact(line.number(), entry.kind(), entry.at(), entry.by(), entry.content());
                    return new HeldTest(
                            told.gameDay(),
                            FactsReader.tested(start),
                            FactsReader.conduct(start, environments.now(start)),
                            told.startedAt(),
                            told.finishedAt(),
                            told.outcome());
                });
    }
}
