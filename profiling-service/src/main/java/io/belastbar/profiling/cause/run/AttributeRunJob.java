package io.belastbar.profiling.cause.run;

import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.StatementFacts;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.profiling.analysis.DatabaseFactsRepository;
import io.belastbar.profiling.cause.attribution.CallsPerRequest;
import io.belastbar.profiling.cause.attribution.CounterSample;
import io.belastbar.profiling.cause.attribution.RunAttribution;
import io.belastbar.profiling.cause.attribution.RunCalls;
import io.belastbar.profiling.cause.attribution.TimeAttribution;
import io.belastbar.profiling.cause.run.RunTimesRepository.Attributed;
import io.belastbar.profiling.cause.sampling.CounterSampleRepository;
import io.belastbar.profiling.cause.sampling.SampleNames;
import io.belastbar.profiling.cause.tree.KnownCalls;
import io.belastbar.profiling.cause.tree.RunTimes;
import io.belastbar.profiling.finding.FindingRepository;
import io.belastbar.web.peer.PeerAnswer;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out who called what in a run that has ended, once the facts of its database are there. */
@ApplicationScoped
public class AttributeRunJob implements WorkHandler<Void> {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int TRIES = 4;
    private static final RetryPolicy RETRY =
            new RetryPolicy(TRIES, new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(4)));
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /** Longer than the facts may take: every run gets facts, if only the reason why there are none. */
    private static final Duration FACTS_PATIENCE = Duration.ofMinutes(15);

    private final RunTimesRepository runs;
    private final CounterSampleRepository samples;
    private final DatabaseFactsRepository facts;
    private final RequestSeriesClient requests;
    private final FindingRepository findings;
    private final Pool pool;
    private final LeasedWork<Void> work;
    private final Clock clock = Clock.systemUTC();

    AttributeRunJob(
            RunTimesRepository runs,
            CounterSampleRepository samples,
            DatabaseFactsRepository facts,
            RequestSeriesClient requests,
            FindingRepository findings,
            Pool pool,
            Workers workers) {
        this.runs = runs;
        this.samples = samples;
        this.facts = facts;
        this.requests = requests;
        this.findings = findings;
        this.pool = pool;
        this.work = workers.queue("causes", PayloadFormat.NONE);
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(work, WorkTerms.leased(LEASE, RETRY), this);
    }

    Uni<Void> enqueue(SqlConnection transaction, String runId) {
        return work.enqueue(transaction, runId, null);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) {
        Optional<RunTimes> run = Await.of(runs.times(held.item()));
        if (run.isEmpty()) {
            return Outcome.DONE;
        }
        Optional<DatabaseFacts> known = Await.of(facts.facts(held.item()));
        boolean late = clock.instant().isAfter(run.get().finishedAt().plus(FACTS_PATIENCE));
        if (known.isEmpty() && !late) {
            return new Outcome.NotYet(LOOK_AGAIN, "the facts of the database are not there yet");
        }
        PeerAnswer<RequestSeriesClient.Answer> course = requests.ask(held.item());
        if (course instanceof PeerAnswer.Failed<RequestSeriesClient.Answer> failed && held.attempt() < TRIES) {
            return new Outcome.Later(RETRY.pauseAfter(held.attempt()).orElse(LOOK_AGAIN), failed.reason());
        }
        List<StatementFacts> statements = known.map(DatabaseFacts::statements).orElse(List.of());
        Attributed attributed = attributed(run.get(), course, statements);
        store(held, run.get(), attributed, raised(run.get(), known, attributed));
        return Outcome.DONE;
    }

    private List<FindingRaised> raised(RunTimes run, Optional<DatabaseFacts> facts, Attributed attributed) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return facts.filter(known -> known.target() != null).stream()
                .flatMap(known -> ManyCalls.in(attributed.calls().shares(), known.statements()).stream()
                        .map(diagnosis -> diagnosis.finding(run.system(), known.target(), now)))
                .toList();
    }

    private void store(HeldWork<Void> held, RunTimes run, Attributed attributed, List<FindingRaised> raised) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Await.of(pool.withTransaction(transaction -> runs.insertCalls(transaction, run, attributed, now)
                .chain(() -> findings.registerAll(transaction, raised, now))
                .chain(() -> samples.delete(transaction, run.runId()))
                .chain(() -> work.finish(transaction, held))));
    }

    private Attributed attributed(
            RunTimes run, PeerAnswer<RequestSeriesClient.Answer> course, List<StatementFacts> statements) {
        List<CounterSample> looks = Await.of(samples.samples(run.runId()));
        List<String> notes = new ArrayList<>();
        List<CallsPerRequest> byTime = byTime(course, looks, statements, notes);
        Map<String, Long> counts = run.endpoints().stream()
                .collect(Collectors.toMap(RunTimes.OfEndpoint::endpoint, RunTimes.OfEndpoint::requests, Long::sum));
        List<RunCalls> calls = statements.stream()
                .map(each -> new RunCalls(each.queryId(), each.query(), each.kindName(), each.tables(), each.calls()))
                .toList();
        List<CallsPerRequest> shares = RunAttribution.of(counts, calls, byTime).stream()
                .map(share -> new CallsPerRequest(
                        share.endpoint(), SampleNames.bare(share.counted()), share.calls(), share.basis()))
                .toList();
        return new Attributed(new KnownCalls(shares, means(looks, true), means(looks, false)), notes);
    }

    private List<CallsPerRequest> byTime(
            PeerAnswer<RequestSeriesClient.Answer> course,
            List<CounterSample> looks,
            List<StatementFacts> statements,
            List<String> notes) {
        List<String> counted = new ArrayList<>(
                statements.stream().map(StatementFacts::queryId).distinct().toList());
        TimeAttribution.counted(looks).stream()
                .filter(SampleNames::isDependency)
                .forEach(counted::add);
        return switch (course) {
            case PeerAnswer.Known<RequestSeriesClient.Answer> known ->
                new TimeAttribution(RequestSeriesClient.series(known.body()), looks).of(counted);
            case PeerAnswer.Unknown<RequestSeriesClient.Answer> unknown -> {
                notes.add("the course of the run is not known: " + unknown.reason());
                yield List.of();
            }
        };
    }

    private static Map<String, Double> means(List<CounterSample> looks, boolean ofDependencies) {
        Map<String, Double> means = new HashMap<>();
        TimeAttribution.counted(looks).stream()
                .filter(name -> ofDependencies ? SampleNames.isDependency(name) : SampleNames.isServer(name))
                .forEach(name ->
                        SampleNames.meanMs(name, looks).ifPresent(mean -> means.put(SampleNames.bare(name), mean)));
        return means;
    }
}
