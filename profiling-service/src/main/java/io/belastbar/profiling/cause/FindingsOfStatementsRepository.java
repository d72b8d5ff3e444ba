package io.belastbar.profiling.cause;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which findings say what is wrong with a statement. */
@ApplicationScoped
class FindingsOfStatementsRepository {
    private final Pool pool;

    FindingsOfStatementsRepository(Pool pool) {
        this.pool = pool;
    }

    /** A finding as a cause names it. */
    record Named(String number, String title, String severity, List<String> measures, String queryId, String ddl) {}

    /** The undecided ones of a system that this service raised about statements, worst and oldest first. */
    Uni<List<Named>> undecided(String system) {
        return pool.preparedQuery("""
                        SELECT number, title, severity, recommended_measures, evidence->>'queryId' AS query_id,
                               evidence->>'ddl' AS ddl
                          FROM finding
                         WHERE system = $1 AND status IN ('OPEN', 'IN_PROGRESS')
                           AND (evidence ? 'queryId' OR evidence ? 'ddl')
                         ORDER BY array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], severity), ordinal
                        """).execute(Tuple.of(system)).map(rows -> rows.stream()
                .map(row -> new Named(
                        row.getString("number"),
                        row.getString("title"),
                        row.getString("severity"),
                        List.of(row.getArrayOfStrings("recommended_measures")),
                        row.getString("query_id"),
                        row.getString("ddl")))
                .toList());
    }

    static Map<String, List<String>> byQueryId(List<Named> findings) {
        Map<String, List<String>> byQueryId = new HashMap<>();
        findings.stream().filter(each -> each.queryId() != null).forEach(each -> byQueryId
                .computeIfAbsent(each.queryId(), any -> new ArrayList<>())
                .add(each.number()));
        return byQueryId;
    }
}
