package io.belastbar.profiling.flip;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the statements of each database were planned in the last run that had them. */
@ApplicationScoped
public class PlanShapeRepository {
    private final Pool pool;

    PlanShapeRepository(Pool pool) {
        this.pool = pool;
    }

    /** The plans of a system's database, by statement. */
    public Uni<Map<KnownPlan.Key, KnownPlan>> of(String system, String target) {
        return pool.preparedQuery("""
                        SELECT role, query_id, schemas, shape, plan, mean_ms, calls, run_id FROM plan_shape
                        WHERE system = $1 AND target = $2
                        """).execute(Tuple.of(system, target)).map(rows -> {
            Map<KnownPlan.Key, KnownPlan> known = new HashMap<>();
            rows.forEach(row -> known.put(key(row), plan(row)));
            return known;
        });
    }

    /** Keeps the newest plan of each statement; what no run has had for half a year is forgotten. */
    public Uni<Void> save(SqlConnection transaction, String system, String target, List<KnownPlan> plans, Instant now) {
        if (plans.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows =
                plans.stream().map(plan -> row(system, target, plan, now)).toList();
        return transaction
                .preparedQuery("""
                        INSERT INTO plan_shape (system, target, role, query_id, schemas, shape, plan, mean_ms, calls,
                            run_id, seen_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                        ON CONFLICT (system, target, role, query_id, schemas) DO UPDATE
                        SET shape = excluded.shape, plan = excluded.plan, mean_ms = excluded.mean_ms,
                            calls = excluded.calls, run_id = excluded.run_id, seen_at = excluded.seen_at
                        """)
                .executeBatch(rows)
                .chain(() ->
                        transaction.preparedQuery("""
                                DELETE FROM plan_shape WHERE system = $1 AND target = $2
                                AND seen_at < $3::timestamptz - interval '180 days'
                                """).execute(Tuple.of(system, target, now.atOffset(ZoneOffset.UTC))))
                .replaceWithVoid();
    }

    private static Tuple row(String system, String target, KnownPlan plan, Instant now) {
        return Tuple.from(List.of(
                system,
                target,
                plan.key().role(),
                plan.key().queryId(),
                plan.key().schemas(),
                plan.shape(),
                plan.plan(),
                plan.meanMs(),
                plan.calls(),
                plan.runId(),
                now.atOffset(ZoneOffset.UTC)));
    }

    private static KnownPlan.Key key(Row row) {
        return new KnownPlan.Key(row.getString("role"), row.getString("query_id"), row.getString("schemas"));
    }

    private static KnownPlan plan(Row row) {
        return new KnownPlan(
                key(row),
                row.getString("shape"),
                row.getString("plan"),
                row.getDouble("mean_ms"),
                row.getLong("calls"),
                row.getString("run_id"));
    }
}
