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
import java.util.stream.Stream;

/**
 * Statements inside functions that run once per row (N+1 within the database). pg_stat_statements does not say which
 * statement called; what it says is that one role's nested statement ran far more often than all statements of that role
 * that could have called it. To be one, a nested statement needs {@value #CALLS_MIN} calls, {@value #PER_CALL_MIN} for each
 * call of a top-level statement by its role, and {@value #TIME_SHARE_MIN} of the time of that role. With fewer calls it is
 * one that takes {@value #TIME_MIN_MS} ms in all and {@value #MAIN_SHARE} of its role's time, and has
 * {@value #PER_CALL_MIN} calls for each of a top-level statement that takes long enough to contain it. What PostgreSQL asks
 * itself for foreign keys is none.
 */
public final class NestedCalls implements DatabaseCheck {
    static final double CALLS_MIN = 1_000;
    static final double PER_CALL_MIN = 10;
    static final double TIME_SHARE_MIN = 0.05;
    static final double TIME_MIN_MS = 1_000;
    static final double MAIN_SHARE = 0.5;

    @Override
    public String name() {
        return "nested-calls";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        StatementCosts costs = StatementCosts.read(session, database);
        List<Cost> nested = costs.statements().stream()
                .filter(cost -> !cost.topLevel())
                .filter(cost -> isFrequent(cost, costs) || isMostOfACaller(cost, costs))
                .sorted(Comparator.comparingDouble(Cost::totalMs).reversed())
                .toList();
        String summary = nested.isEmpty()
                ? "No statement inside a function runs once per row"
                : nested.size() == 1
                        ? "1 statement inside a function runs once per row"
                        : nested.size() + " statements inside functions run once per row";
        return new CheckReport(
                name(),
                costs.summary(summary),
                costs.missing(),
                nested.stream().map(cost -> row(cost, costs)).toList(),
                nested.stream().map(cost -> diagnosis(cost, costs)).toList());
    }

    private static boolean isFrequent(Cost nested, StatementCosts costs) {
        double calls = top(nested.role(), costs).mapToDouble(Cost::calls).sum();
        return nested.calls() >= CALLS_MIN
                && calls > 0
                && nested.calls() >= PER_CALL_MIN * calls
                && nested.totalMs() >= TIME_SHARE_MIN * time(nested.role(), costs);
    }

    private static boolean isMostOfACaller(Cost nested, StatementCosts costs) {
        return nested.totalMs() >= TIME_MIN_MS
                && nested.totalMs() >= MAIN_SHARE * time(nested.role(), costs)
                && perCall(nested, costs) >= PER_CALL_MIN;
    }

    /**
     * For each call of the rarest statement that took long enough to contain it; where none did, which is so when several
     * statements call it, for each call of any statement.
     */
    private static double perCall(Cost nested, StatementCosts costs) {
        double calls = top(nested.role(), costs).mapToDouble(Cost::calls).sum();
        return top(nested.role(), costs)
                .filter(caller -> caller.totalMs() >= nested.totalMs())
                .mapToDouble(caller -> nested.calls() / caller.calls())
                .max()
                .orElse(calls == 0 ? 0 : nested.calls() / calls);
    }

    private static double time(String role, StatementCosts costs) {
        return top(role, costs).mapToDouble(Cost::totalMs).sum();
    }

    private static Stream<Cost> top(String role, StatementCosts costs) {
        return costs.statements().stream().filter(Cost::topLevel).filter(cost -> cost.role()
                .equals(role));
    }

    private static Map<String, Object> row(Cost cost, StatementCosts costs) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("query", cost.query());
        row.put("role", cost.role());
        row.put("calls", cost.calls());
        row.put("calls_per_statement", perCall(cost, costs));
        row.put("total_ms", cost.totalMs());
        return row;
    }

    private static Diagnosis diagnosis(Cost cost, StatementCosts costs) {
        String calls = String.format(Locale.ROOT, "%.0f", cost.calls());
        return new Diagnosis(
                "nested-calls",
                cost.totalMs() >= MAIN_SHARE * time(cost.role(), costs) ? Severity.HIGH : Severity.MEDIUM,
                cost.role(),
                List.of(cost.queryId()),
                "A statement inside a function runs once per row: " + calls + " calls",
                String.format(
                        Locale.ROOT,
                        "It ran %.0f times for each call of a statement that %s sent, and took %.0f ms of its %.0f ms.",
                        perCall(cost, costs),
                        cost.role(),
                        cost.totalMs(),
                        time(cost.role(), costs)),
                List.of(
                        "Join the function's table in the calling statement, or let the function answer for all rows at once"),
                Map.of("query", cost.query(), "queryId", cost.queryId(), "calls", calls));
    }
}
