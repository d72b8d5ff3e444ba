package io.belastbar.profiling.analysis;

import io.belastbar.contracts.ExpectedEffect;
import io.belastbar.contracts.FindingDetails;
import io.belastbar.contracts.Severity;
import io.belastbar.plans.index.IndexCandidate;
import io.belastbar.plans.index.IndexKey;
import io.belastbar.plans.index.IndexMethod;
import io.belastbar.plans.index.IndexShape;
import io.belastbar.plans.index.advice.IndexAdvice.Advised;
import io.belastbar.plans.index.facts.TableProfile;
import io.belastbar.profiling.database.PlannedStatement;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.report.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An index of the advisor's, with the statements that it would serve, the one with most to win first.
 *
 * @param totalMs what all statements of the period took together
 */
record AdvisedIndex(Advised advised, TableProfile table, List<PlannedStatement> statements, double totalMs) {
    private static final double CRITICAL_MEAN_MS = 500;

    /** Part of the period's time from which the statements weigh heavily. */
    private static final double HIGH_SHARE = 0.1;

    AdvisedIndex {
        statements = List.copyOf(statements);
    }

    Diagnosis diagnosis() {
        PlannedStatement first = statements.getFirst();
        return new Diagnosis(
                        MissingIndex.CAUSE,
                        severity(first),
                        table.qualifiedName(),
                        List.of(keys(), shape().predicate()),
                        "Missing index on " + candidate().table() + " " + shape().sql(),
                        description(first),
                        measures(),
                        evidence(first))
                .with(FindingDetails.NONE.expecting(new ExpectedEffect(
                        "blocks of 8 KiB that a call reads, estimated",
                        rounded(advised.blocksBefore()),
                        rounded(advised.blocksAfter()),
                        "blocks")));
    }

    private IndexCandidate candidate() {
        return advised.candidate();
    }

    private IndexShape shape() {
        return candidate().shape();
    }

    /**
     * As a plain index's columns stand in a fingerprint, so that the same index is the same finding; what it carries along
     * may differ from run to run.
     */
    private String keys() {
        String keys = shape().keys().stream().map(IndexKey::sql).collect(Collectors.joining(","));
        return shape().method() == IndexMethod.BTREE ? keys : shape().method().sql() + " " + keys;
    }

    /** By the time that its statements took in the period. */
    private Severity severity(PlannedStatement first) {
        if (first.measured().meanTimeMs() >= CRITICAL_MEAN_MS) {
            return Severity.CRITICAL;
        }
        return share() >= HIGH_SHARE ? Severity.HIGH : Severity.MEDIUM;
    }

    private double share() {
        double took = statements.stream()
                .mapToDouble(statement -> statement.measured().totalTimeMs())
                .sum();
        return totalMs > 0 ? Math.min(1, took / totalMs) : 0;
    }

    private String description(PlannedStatement first) {
        String cost = String.format(
                Locale.ROOT,
                "%d statements on %s would be served by it; they took %.0f %% of the period's time. A %s of them ran %d"
                        + " times and took %.1f ms on average.",
                statements.size(),
                candidate().table(),
                share() * 100,
                first.text().kind(),
                first.measured().calls(),
                first.measured().meanTimeMs());
        return cost + "\n" + reasons();
    }

    /** Why these keys, what it saves, and what it costs to write. */
    private String reasons() {
        return candidate().reasons().stream().map(Sentence::english).collect(Collectors.joining("\n"));
    }

    private String ddl() {
        return table.partitioned()
                ? candidate().ddlOn(candidate().qualifiedTable())
                : candidate().ddl();
    }

    private List<String> measures() {
        List<String> measures = new ArrayList<>();
        measures.add((table.partitioned()
                        ? "Create the index while nobody writes, or partition by partition: "
                        : "Create the index without blocking writers: ")
                + ddl());
        measures.add(
                "It is an estimate: prove it on a copy first, and check the plan again; expected is an index scan using "
                        + candidate().name());
        return measures;
    }

    private Map<String, String> evidence(PlannedStatement first) {
        Map<String, String> evidence = MissingIndex.evidenceOf(first);
        evidence.put("rowsInTable", String.format(Locale.ROOT, "%.0f", table.rows()));
        evidence.put("pagesInTable", Long.toString(table.size().pages()));
        evidence.put("plan", MissingIndex.shortened(first.plan().excerpt()));
        evidence.put("table", candidate().table());
        evidence.put("columns", shape().keys().stream().map(IndexKey::sql).collect(Collectors.joining(", ")));
        if (shape().isPartial()) {
            evidence.put("condition", shape().predicate());
        }
        evidence.put("ddl", ddl());
        evidence.put("reason", reasons());
        evidence.put("estimatedBlocksBefore", Double.toString(rounded(advised.blocksBefore())));
        evidence.put("estimatedBlocksAfter", Double.toString(rounded(advised.blocksAfter())));
        return new LinkedHashMap<>(evidence);
    }

    private static double rounded(double blocks) {
        return Math.round(blocks * 10) / 10.0;
    }
}
