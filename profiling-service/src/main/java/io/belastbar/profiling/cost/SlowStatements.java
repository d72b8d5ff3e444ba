package io.belastbar.profiling.cost;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.cost.StatementCosts.Cost;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Statements that take more than {@value #MEAN_MS} ms on average, the slowest {@value #MAX} (requirements 4). One call says
 * little of an average: below {@value #CALLS_MIN} calls a statement is listed, but no finding.
 */
public final class SlowStatements implements DatabaseCheck {
    static final double MEAN_MS = 1_000;
    static final int MAX = 20;
    static final double CALLS_MIN = 3;

    @Override
    public String name() {
        return "slow-statements";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        StatementCosts costs = StatementCosts.read(session, database);
        List<Cost> slow = costs.statements().stream()
                .filter(Cost::topLevel)
                .filter(cost -> cost.meanMs() > MEAN_MS)
                .sorted(Comparator.comparingDouble(Cost::meanMs).reversed())
                .limit(MAX)
                .toList();
        String summary = slow.isEmpty()
                ? "No statement takes more than 1,000 ms on average"
                : slow.size() + " statements take more than 1,000 ms on average";
        return new CheckReport(
                name(),
                costs.summary(summary),
                costs.missing(),
                slow.stream().map(SlowStatements::row).toList(),
                slow.stream()
                        .filter(cost -> cost.calls() >= CALLS_MIN)
                        .map(SlowStatements::diagnosis)
                        .toList());
    }

    private static Map<String, Object> row(Cost cost) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("query", cost.query());
        row.put("role", cost.role());
        row.put("calls", cost.calls());
        row.put("mean_ms", cost.meanMs());
        row.put("total_ms", cost.totalMs());
        row.put("hit_ratio", cost.hitRatio());
        return row;
    }

    private static Diagnosis diagnosis(Cost cost) {
        return new Diagnosis(
                "slow-statement",
                Severity.MEDIUM,
                cost.role(),
                List.of(cost.queryId()),
                String.format(
                        Locale.ROOT, "A statement takes %.0f ms on average: %s", cost.meanMs(), oneLine(cost.query())),
                String.format(
                        Locale.ROOT,
                        "%.0f calls of %s took %.0f ms on average since counting began. %.0f %% of its blocks were found in"
                                + " shared buffers.",
                        cost.calls(),
                        cost.role(),
                        cost.meanMs(),
                        100 * cost.hitRatio()),
                List.of("Look at its plan: POST /api/v1/systems/…/database-analyses plans it and says what it lacks"),
                Map.of(
                        "query",
                        cost.query(),
                        "queryId",
                        cost.queryId(),
                        "metric",
                        "query_time",
                        "observed",
                        String.format(Locale.ROOT, "%.0f ms", cost.meanMs())));
    }

    private static String oneLine(String query) {
        String line = query.strip().replaceAll("\\s+", " ");
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }
}
