package io.belastbar.profiling.cause;

import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.contracts.StatementFacts;
import io.belastbar.jobs.Await;
import io.belastbar.profiling.analysis.DatabaseFactsRepository;
import io.belastbar.profiling.cause.FindingsOfStatementsRepository.Named;
import io.belastbar.profiling.cause.run.RunTimesRepository;
import io.belastbar.profiling.cause.run.RunTimesRepository.Attributed;
import io.belastbar.profiling.cause.tree.CauseTree;
import io.belastbar.profiling.cause.tree.RunCauses;
import io.belastbar.profiling.cause.tree.RunTimes;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts the causes of a run together from what is known now. Blocks; for virtual threads. */
@ApplicationScoped
public class ReadCauses {
    private final RunTimesRepository runs;
    private final DatabaseFactsRepository facts;
    private final FindingsOfStatementsRepository findings;
    private final Clock clock = Clock.systemUTC();

    ReadCauses(RunTimesRepository runs, DatabaseFactsRepository facts, FindingsOfStatementsRepository findings) {
        this.runs = runs;
        this.facts = facts;
        this.findings = findings;
    }

    /** The causes, and the findings that they name. */
    public record Found(RunCauses causes, List<Named> findings) {}

    /** Empty until the run has ended and it is known who called what. */
    public Optional<Found> of(String runId) {
        Optional<RunTimes> run = Await.of(runs.times(runId));
        Optional<Attributed> attributed = Await.of(runs.calls(runId));
        return run.isEmpty() || attributed.isEmpty()
                ? Optional.empty()
                : Optional.of(found(run.get(), attributed.get()));
    }

    /** Of the newest run of a system that finished in a time. */
    public Optional<Found> newest(String system, Instant from, Instant to) {
        return Await.of(runs.newest(system, from, to)).flatMap(this::of);
    }

    private Found found(RunTimes run, Attributed attributed) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        DatabaseFacts known = Await.of(facts.facts(run.runId()))
                .orElseGet(() -> DatabaseFacts.missing(run.runId(), run.system(), null, now, "no facts were stored"));
        List<Named> named = Await.of(findings.undecided(run.system()));
        Map<String, List<String>> byQueryId = FindingsOfStatementsRepository.byQueryId(named);
        RunCauses causes = new CauseTree(run, known, attributed.calls(), each -> of(each, byQueryId, named))
                .of(Await.of(runs.broken(run.runId())), attributed.notes(), now);
        List<String> numbers = causes.endpoints().stream()
                .flatMap(each -> each.causes().stream())
                .toList();
        return new Found(
                causes,
                named.stream().filter(each -> numbers.contains(each.number())).toList());
    }

    /** By the statement itself, or by the index that it lacks, which serves several. */
    private static List<String> of(
            StatementFacts statement, Map<String, List<String>> byQueryId, List<Named> findings) {
        Stream<String> own = byQueryId.getOrDefault(statement.queryId(), List.of()).stream();
        Stream<String> byIndex = statement.proposal() == null
                ? Stream.empty()
                : findings.stream()
                        .filter(each -> statement.proposal().ddl().equals(each.ddl()))
                        .map(Named::number);
        return Stream.concat(own, byIndex).distinct().toList();
    }
}
