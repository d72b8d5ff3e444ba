package io.belastbar.profiling.cost;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.cost.StatementCosts.Cost;
import io.belastbar.profiling.database.TargetSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The statements that cost most, by time, calls, I/O, write-ahead log and blocks that were not in shared buffers, each with
 * its share of all. A list, not a verdict: somebody is always first.
 */
public final class TopStatements implements DatabaseCheck {
    static final int EACH = 10;

    private record Ranking(String by, ToDoubleFunction<Cost> amount) {}

    private static final List<Ranking> RANKINGS = List.of(
            new Ranking("total_time_ms", Cost::totalMs),
            new Ranking("calls", Cost::calls),
            new Ranking("io_time_ms", Cost::ioMs),
            new Ranking("wal_bytes", Cost::walBytes),
            new Ranking("blocks_read", Cost::blocksRead));

    @Override
    public String name() {
        return "top-statements";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        StatementCosts costs = StatementCosts.read(session, database);
        // A nested call's time is part of its parent's.
        List<Cost> top = costs.statements().stream().filter(Cost::topLevel).toList();
        List<Map<String, Object>> rows = new ArrayList<>();
        RANKINGS.forEach(ranking -> rows.addAll(ranked(top, ranking)));
        return new CheckReport(name(), summary(costs, top), costs.missing(), rows, List.of());
    }

    private static String summary(StatementCosts costs, List<Cost> top) {
        double total = top.stream().mapToDouble(Cost::totalMs).sum();
        if (top.isEmpty()) {
            return costs.missing().isEmpty()
                    ? "No statement of the application was counted yet"
                    : "No statement of the application can be seen";
        }
        Cost first = top.stream().max(Comparator.comparingDouble(Cost::totalMs)).orElseThrow();
        return String.format(
                Locale.ROOT,
                "%d statements were counted; the costliest takes %.0f %% of their time",
                top.size(),
                total == 0 ? 0 : 100 * first.totalMs() / total);
    }

    private static List<Map<String, Object>> ranked(List<Cost> costs, Ranking ranking) {
        double all = costs.stream().mapToDouble(ranking.amount()).sum();
        List<Cost> first = costs.stream()
                .filter(cost -> ranking.amount().applyAsDouble(cost) > 0)
                .sorted(Comparator.comparingDouble(ranking.amount()).reversed())
                .limit(EACH)
                .toList();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Cost cost : first) {
            double amount = ranking.amount().applyAsDouble(cost);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("by", ranking.by());
            row.put("rank", rows.size() + 1);
            row.put("amount", amount);
            row.put("share", amount / all);
            row.put("query", cost.query());
            row.put("role", cost.role());
            row.put("calls", cost.calls());
            row.put("mean_ms", cost.meanMs());
            row.put("hit_ratio", cost.hitRatio());
            rows.add(row);
        }
        return rows;
    }
}
