package io.belastbar.profiling.remeasure;

import io.belastbar.contracts.StatementFacts;
import io.belastbar.jobs.Await;
import io.belastbar.profiling.analysis.AnalysisJob;
import io.belastbar.profiling.database.TargetDatabaseClient;
import io.belastbar.profiling.database.TargetUnavailable;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.verification.Remeasured;
import io.belastbar.profiling.finding.verification.Remeasurement;
import io.belastbar.profiling.statement.StatementDelta;
import io.belastbar.web.problem.Unavailable;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.system.SystemDescription;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** A missing index is looked at by the plan that its statement has now. */
@ApplicationScoped
class IndexRemeasurement implements Remeasurement {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final DescribedSystems systems;
    private final TargetDatabaseClient database;
    private final AnalysisJob analyses;

    IndexRemeasurement(DescribedSystems systems, TargetDatabaseClient database, AnalysisJob analyses) {
        this.systems = systems;
        this.database = database;
        this.analyses = analyses;
    }

    @Override
    public boolean covers(Finding finding) {
        return finding.foundBy().equals(Diagnosis.SOURCE)
                && finding.fingerprint().startsWith("missing-index:")
                && finding.evidence().containsKey("queryId");
    }

    @Override
    public Remeasured measure(Finding finding, String runId) {
        Optional<String> target =
                Await.of(systems.description(finding.system())).flatMap(SystemDescription::database);
        if (target.isEmpty()) {
            return new Remeasured.NotMeasurable("system " + finding.system() + " has no postgresql target");
        }
        try {
            StatementDelta counted = StatementDelta.cumulative(database.snapshot(target.get()));
            return judged(finding, analyses.analyse(null, finding.system(), target.get(), counted));
        } catch (TargetUnavailable away) {
            throw new Unavailable("the database " + target.get(), RETRY_AFTER);
        }
    }

    private static Remeasured judged(Finding finding, AnalysisJob.Analysis now) {
        boolean again = now.findings().stream()
                .anyMatch(raised -> raised.fingerprint().equals(finding.fingerprint())
                        || raised.formerFingerprints().contains(finding.fingerprint()));
        Optional<StatementFacts> statement = now.facts().statements().stream()
                .filter(each -> each.queryId().equals(finding.evidence().get("queryId")))
                .findFirst();
        if (again) {
            return measured(
                    finding, statement.map(IndexRemeasurement::plan).orElse("the index is still missing"), false);
        }
        if (statement.isEmpty()) {
            return new Remeasured.NotMeasurable(
                    "its statement is not among those that the database counts: let it run," + " then measure again");
        }
        if (statement.get().planNote() != null) {
            return new Remeasured.NotMeasurable(
                    "its statement has no plan now: " + statement.get().planNote());
        }
        return measured(finding, plan(statement.get()), isOver(finding, statement.get()));
    }

    /** Another table of a join may well be read whole. */
    private static boolean isOver(Finding finding, StatementFacts statement) {
        String table = finding.evidence().get("table");
        return !statement.usesSeqScan()
                || table != null && !statement.seqScanTables().contains(table);
    }

    private static Remeasured measured(Finding finding, String after, boolean over) {
        return new Remeasured.Measured(
                "plan of statement " + finding.evidence().get("queryId"),
                null,
                "sequential scan on " + finding.evidence().getOrDefault("table", "the table"),
                after,
                over);
    }

    private static String plan(StatementFacts statement) {
        return statement.usesSeqScan()
                ? "sequential scan on " + String.join(", ", statement.seqScanTables())
                : statement.usesIndexScan() ? "index scan, no sequential scan" : "no sequential scan";
    }
}
