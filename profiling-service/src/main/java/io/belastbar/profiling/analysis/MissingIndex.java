package io.belastbar.profiling.analysis;

import io.belastbar.contracts.Severity;
import io.belastbar.plans.index.IndexProposal;
import io.belastbar.plans.index.TableFacts;
import io.belastbar.profiling.database.PlannedStatement;
import io.belastbar.profiling.diagnosis.Diagnosis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * An index that a workload lacks, with the statements that it would serve, costliest first.
 */
record MissingIndex(IndexProposal proposal, TableFacts table, List<PlannedStatement> statements) {
    /** From this mean on the finding is critical: requirements 0 escalate queries above 500 ms at once. */
    private static final double CRITICAL_MEAN_MS = 500;

    static final String CAUSE = "missing-index";

    private static final int EVIDENCE_LENGTH_MAX = 2000;

    MissingIndex {
        statements = List.copyOf(statements);
    }

    /** What is wrong: the table of one schema lacks the index. */
    Diagnosis diagnosis() {
        PlannedStatement worst = statements.getFirst();
        double mean = worst.measured().meanTimeMs();
        return new Diagnosis(
                        CAUSE,
                        mean >= CRITICAL_MEAN_MS ? Severity.CRITICAL : Severity.HIGH,
                        table.qualifiedName(),
                        distinction(),
                        "Missing index on " + index(),
                        description(worst),
                        measures(),
                        evidence(worst))
                .formerly(proposal.table(), String.join(",", proposal.columns()), proposal.predicate());
    }

    private List<String> distinction() {
        return List.of(String.join(",", proposal.columns()), Objects.requireNonNullElse(proposal.predicate(), ""));
    }

    private String index() {
        String where = proposal.predicate() == null ? "" : " WHERE " + proposal.predicate();
        return proposal.table() + " (" + String.join(", ", proposal.columns()) + ")" + where;
    }

    private String description(PlannedStatement worst) {
        String reads = String.format(
                Locale.ROOT,
                "A %s reads the whole table %s (about %.0f rows, %d pages) with a sequential scan to return %.1f rows "
                        + "a call.",
                worst.text().kind(),
                proposal.table(),
                Math.max(0, table.rows()),
                table.pages(),
                worst.measured().rowsPerCall());
        String cost = String.format(
                Locale.ROOT,
                "It ran %d times and took %.1f ms on average.",
                worst.measured().calls(),
                worst.measured().meanTimeMs());
        String security = table.rowLevelSecurity()
                ? "\nRow-level security adds its condition to every statement on this table."
                : "";
        String others = statements.size() > 1 ? "\nThe index would serve " + statements.size() + " statements." : "";
        return reads + "\n" + cost + security + others;
    }

    private List<String> measures() {
        return List.of(
                "Create the index without blocking writers: " + proposal.ddl(),
                "Check the plan again: expected is an index scan using " + proposal.name()
                        + " instead of the sequential scan on " + proposal.table());
    }

    /** What is known of the statement alone. */
    static Map<String, String> evidenceOf(PlannedStatement worst) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("statement", shortened(worst.measured().query()));
        if (worst.text().isRewritten()) {
            evidence.put("plannedAs", shortened(worst.text().plannable()));
        }
        evidence.put("queryId", worst.measured().queryId());
        evidence.put("calls", Long.toString(worst.measured().calls()));
        evidence.put(
                "meanTimeMs",
                String.format(Locale.ROOT, "%.3f", worst.measured().meanTimeMs()));
        evidence.put(
                "rowsPerCall",
                String.format(Locale.ROOT, "%.1f", worst.measured().rowsPerCall()));
        return evidence;
    }

    private Map<String, String> evidence(PlannedStatement worst) {
        Map<String, String> evidence = evidenceOf(worst);
        evidence.put("rowsInTable", String.format(Locale.ROOT, "%.0f", Math.max(0, table.rows())));
        evidence.put("pagesInTable", Long.toString(table.pages()));
        evidence.put("plan", shortened(worst.plan().excerpt()));
        evidence.put("table", proposal.table());
        evidence.put("columns", String.join(", ", proposal.columns()));
        if (proposal.predicate() != null) {
            evidence.put("condition", proposal.predicate());
        }
        evidence.put("ddl", proposal.ddl());
        return evidence;
    }

    static String shortened(String text) {
        return text.length() <= EVIDENCE_LENGTH_MAX ? text : text.substring(0, EVIDENCE_LENGTH_MAX) + "…";
    }
}
