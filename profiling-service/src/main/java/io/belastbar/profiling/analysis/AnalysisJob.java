package io.belastbar.profiling.analysis;

import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.jobs.Await;
import io.belastbar.plans.index.MissingIndexRule;
import io.belastbar.plans.index.facts.DatabaseProfile;
import io.belastbar.profiling.ProfilingConfig;
import io.belastbar.profiling.advisor.ReadDatabaseProfile;
import io.belastbar.profiling.database.QueryRefused;
import io.belastbar.profiling.database.TargetDatabaseClient;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.FindingRepository;
import io.belastbar.profiling.flip.KnownPlan;
import io.belastbar.profiling.flip.PlanFlips;
import io.belastbar.profiling.flip.PlanShapeRepository;
import io.belastbar.profiling.statement.MeasuredStatement;
import io.belastbar.profiling.statement.StatementDelta;
import io.belastbar.profiling.workload.Workload;
import io.belastbar.profiling.workload.WorkloadRule;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Explains what a database did and says what is wrong with it. Blocks; call it on a virtual thread. */
@ApplicationScoped
public class AnalysisJob {
    private final TargetDatabaseClient database;
    private final FindingRepository findings;
    private final PlanShapeRepository plans;
    private final MissingIndexes indexes;
    private final MeterRegistry metrics;
    private final Clock clock = Clock.systemUTC();

    AnalysisJob(
            TargetDatabaseClient database,
            FindingRepository findings,
            PlanShapeRepository plans,
            ProfilingConfig config,
            MeterRegistry metrics) {
        this.database = database;
        this.findings = findings;
        this.plans = plans;
        this.indexes = new MissingIndexes(new MissingIndexRule(config.indexPagesMin(), config.indexShareMax()));
        this.metrics = metrics;
    }

    /** The facts of a period, the findings to register with them, and the plans that the next run is compared with. */
    public record Analysis(DatabaseFacts facts, List<FindingRaised> findings, List<KnownPlan> plans) {
        public Analysis(DatabaseFacts facts, List<FindingRaised> findings) {
            this(facts, findings, List.of());
        }
    }

    /**
     * Asks the database; nothing is stored yet.
     *
     * @param runId null for an analysis on demand
     * @throws io.belastbar.profiling.database.TargetUnavailable when the database does not answer
     */
    public Analysis analyse(String runId, String system, String target, StatementDelta delta) {
        Timer.Sample sample = Timer.start(metrics);
        boolean done = false;
        try {
            Workload workload = Workload.of(database.explain(target, delta.statements()));
            PlanFlips flips =
                    runId == null ? PlanFlips.none() : new PlanFlips(Await.of(plans.of(system, target)), runId);
            List<String> notes = new ArrayList<>(delta.notes());
            List<WorkloadRule> advice = advice(target, workload, delta, notes);
            WorkloadAnalysis analysis = WorkloadAnalysis.of(workload, indexes, flips, advice);
            done = true;
            return new Analysis(
                    facts(runId, system, target, delta, notes, analysis),
                    raised(system, target, analysis),
                    flips.now(workload));
        } finally {
            sample.stop(metrics.timer("belastbar.database.analysis", "outcome", done ? "done" : "failed"));
        }
    }

    /** Registers an analysis's findings in the caller's transaction. */
    public Uni<List<Finding>> register(SqlConnection transaction, Analysis analysis) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        DatabaseFacts facts = analysis.facts();
        return plans.save(transaction, facts.system(), facts.target(), analysis.plans(), now)
                .chain(() -> findings.registerAll(transaction, analysis.findings(), now));
    }

    /** Without a look at the catalogue the advisor is silent. */
    private List<WorkloadRule> advice(String target, Workload workload, StatementDelta delta, List<String> notes) {
        double totalMs = delta.statements().stream()
                .mapToDouble(MeasuredStatement::totalTimeMs)
                .sum();
        double seconds = delta.from() == null
                ? 0
                : Duration.between(delta.from(), delta.to()).toMillis() / 1000.0;
        try {
            DatabaseProfile profile = database.ask(target, session -> new ReadDatabaseProfile(session)
                    .of(workload.tables().keySet()));
            return List.of(new AdvisedIndexes(indexes, profile, totalMs, seconds));
        } catch (QueryRefused refused) {
            notes.add("no index was advised for joins and ranges: " + refused.getMessage());
            return List.of();
        }
    }

    private static DatabaseFacts facts(
            String runId,
            String system,
            String target,
            StatementDelta delta,
            List<String> notes,
            WorkloadAnalysis analysis) {
        if (analysis.statements().isEmpty()) {
            notes.add("no statement of an application role ran in this period");
        }
        String note = notes.isEmpty() ? null : String.join("; ", notes);
        return new DatabaseFacts(runId, system, target, delta.from(), delta.to(), note, analysis.statements());
    }

    private List<FindingRaised> raised(String system, String target, WorkloadAnalysis analysis) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return analysis.diagnoses().stream()
                .map(diagnosis -> diagnosis.finding(system, target, now))
                .toList();
    }
}
