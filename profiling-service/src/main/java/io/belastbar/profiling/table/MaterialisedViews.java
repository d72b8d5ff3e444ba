package io.belastbar.profiling.table;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.StatementView;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Materialised views and what refreshing them costs. The catalogue keeps no time of a refresh; what is known is what
 * pg_stat_statements counted of {@code REFRESH MATERIALIZED VIEW} (with pg_stat_statements.track_utility), by anybody.
 */
public final class MaterialisedViews implements DatabaseCheck {
    private static final String VIEWS = """
            SELECT n.nspname::text AS schema, c.relname::text AS name, c.relispopulated AS populated,
                   pg_total_relation_size(c.oid) AS bytes,
                   EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL
                           AND i.indexprs IS NULL) AS can_refresh_concurrently
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'm' ORDER BY 4 DESC, 1, 2
            """;

    @Override
    public String name() {
        return "materialised-views";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        List<TargetRow> views = session.rows(VIEWS);
        if (views.isEmpty()) {
            return new CheckReport(name(), "There is no materialised view", List.of(), List.of(), List.of());
        }
        Optional<StatementView> counted = StatementView.of(session);
        List<TargetRow> refreshes =
                counted.map(view -> session.rows(refreshes(view))).orElse(List.of());
        List<Map<String, Object>> rows =
                views.stream().map(view -> row(view, refreshes)).toList();
        long known = rows.stream().filter(row -> row.get("refreshes") != null).count();
        return new CheckReport(
                name(),
                views.size() + " materialised views; the refreshes of " + known + " were counted",
                counted.isPresent()
                        ? List.of("when a view was last refreshed: PostgreSQL keeps no such time")
                        : List.of(StatementView.ABSENT),
                rows,
                List.of());
    }

    private static String refreshes(StatementView view) {
        return """
                SELECT s.query, s.calls::float8 AS calls, s.total_exec_time AS total_ms, s.max_exec_time AS max_ms
                FROM %s s JOIN pg_database d ON d.oid = s.dbid
                WHERE d.datname = current_database() AND s.query ~* '^\\s*refresh\\s+materialized\\s+view'
                """.formatted(view.name());
    }

    private static Map<String, Object> row(TargetRow view, List<TargetRow> refreshes) {
        List<TargetRow> own = refreshes.stream()
                .filter(refresh -> RefreshedView.of(refresh.text("query")).isOf(view.text("schema"), view.text("name")))
                .toList();
        double calls =
                own.stream().mapToDouble(refresh -> refresh.number("calls")).sum();
        double total =
                own.stream().mapToDouble(refresh -> refresh.number("total_ms")).sum();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("view", view.text("schema") + "." + view.text("name"));
        row.put("populated", view.truth("populated"));
        row.put("bytes", view.whole("bytes"));
        row.put("can_refresh_concurrently", view.truth("can_refresh_concurrently"));
        row.put("refreshes", own.isEmpty() ? null : calls);
        row.put("refresh_mean_ms", own.isEmpty() ? null : total / calls);
        row.put(
                "refresh_max_ms",
                own.isEmpty()
                        ? null
                        : own.stream()
                                .mapToDouble(refresh -> refresh.number("max_ms"))
                                .max()
                                .orElse(0));
        return row;
    }
}
