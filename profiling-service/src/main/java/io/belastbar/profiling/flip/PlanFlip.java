package io.belastbar.profiling.flip;

import io.belastbar.contracts.FindingDetails;
import io.belastbar.contracts.PlanChange;
import io.belastbar.contracts.Severity;
import io.belastbar.profiling.database.PlannedStatement;
import io.belastbar.profiling.diagnosis.Diagnosis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A statement whose plan has another shape than in the run before. It is a finding where it got slower by half or more and by
 * 1 ms or more, with five calls or more on both sides; otherwise it is only told beside the statement.
 */
record PlanFlip(PlannedStatement statement, KnownPlan before, KnownPlan after) {
    private static final double SLOWER_MIN = 1.5;
    private static final double SLOWER_MS_MIN = 1;
    private static final long CALLS_MIN = 5;
    private static final double HIGH_FROM = 5;

    /** Requirements 0 escalate queries above 500 ms at once. */
    private static final double CRITICAL_MEAN_MS = 500;

    private static final int STATEMENT_LENGTH_MAX = 2_000;

    boolean isFinding() {
        boolean enough = before.calls() >= CALLS_MIN && after.calls() >= CALLS_MIN;
        return enough && factor() >= SLOWER_MIN && after.meanMs() - before.meanMs() >= SLOWER_MS_MIN;
    }

    /** One sentence with both mean times. */
    String sentence() {
        return String.format(
                Locale.ROOT,
                "The plan has another shape than in run %s: %.3f ms a call then (%d calls), %.3f ms now (%d calls).",
                before.runId(),
                before.meanMs(),
                before.calls(),
                after.meanMs(),
                after.calls());
    }

    Diagnosis diagnosis() {
        List<String> tables = statement.qualifiedTables();
        String subject = tables.isEmpty() ? "statement " + after.key().queryId() : tables.getFirst();
        return new Diagnosis(
                        "plan-flip",
                        severity(),
                        subject,
                        List.of(after.key().role(), after.key().queryId()),
                        String.format(
                                Locale.ROOT,
                                "The plan of a %s on %s changed and made it %.1f times slower",
                                statement.text().kind(),
                                subject,
                                factor()),
                        sentence() + "\nBefore:\n" + before.plan() + "\nNow:\n" + after.plan(),
                        measures(tables),
                        evidence())
                .with(FindingDetails.NONE
                        .withPlans(List.of(new PlanChange(text(), before.plan(), after.plan())))
                        .ofRun(after.runId()));
    }

    private static List<String> measures(List<String> tables) {
        String analyze = tables.isEmpty() ? "ANALYZE" : "ANALYZE " + String.join(", ", tables);
        return List.of(
                "See whether the statistics are old or an index is gone: " + analyze + ", then plan it again",
                "Look for what changed between the runs: rows, indexes, settings, the statement's parameters");
    }

    private Severity severity() {
        if (after.meanMs() >= CRITICAL_MEAN_MS) {
            return Severity.CRITICAL;
        }
        return factor() >= HIGH_FROM ? Severity.HIGH : Severity.MEDIUM;
    }

    private double factor() {
        return before.meanMs() > 0 ? after.meanMs() / before.meanMs() : 1;
    }

    private Map<String, String> evidence() {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("statement", text());
        evidence.put("queryId", after.key().queryId());
        evidence.put("role", after.key().role());
        evidence.put("runBefore", before.runId());
        evidence.put("meanTimeMsBefore", String.format(Locale.ROOT, "%.3f", before.meanMs()));
        evidence.put("meanTimeMs", String.format(Locale.ROOT, "%.3f", after.meanMs()));
        evidence.put("calls", Long.toString(after.calls()));
        evidence.put("planBefore", before.plan());
        evidence.put("plan", after.plan());
        return evidence;
    }

    private String text() {
        String query = statement.measured().query();
        return query.length() <= STATEMENT_LENGTH_MAX ? query : query.substring(0, STATEMENT_LENGTH_MAX) + "…";
    }
}
