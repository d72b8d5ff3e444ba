package io.belastbar.chaos.gauge;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What Prometheus is told of systems. */
@ApplicationScoped
class GaugeRepository {
    private final Pool pool;

    GaugeRepository(Pool pool) {
        this.pool = pool;
    }

    /** How many faults are in effect in a system. */
    record Faults(String system, long active) {}

    /**
     * How many game days of a system ended so.
     *
     * @param outcome {@code UNDER_WAY} until they have ended
     */
    record GameDays(String system, String outcome, long count) {}

    /**
     * Lines that are told, and how many there is no room for.
     *
     * @param lines those that matter most
     */
    record Told<T>(List<T> lines, long hidden) {}

    /**
     * Of systems in which something was broken since then, of so many at most, those first in which most is broken now: a system
     * that is well again is told with 0.
     */
    Uni<Told<Faults>> faultsSince(Instant from, int limit) {
        return pool.preparedQuery("""
                        SELECT system, count(*) FILTER (WHERE state IN ('ACTIVE', 'CLEARING')) AS active, count(*) OVER () AS lines
                        FROM fault WHERE planned_at >= $1 OR state <> 'ENDED'
                        GROUP BY system ORDER BY active DESC, system LIMIT $2
                        """)
                .execute(Tuple.of(from.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> told(rows, row -> new Faults(row.getString("system"), row.getLong("active"))));
    }

    /** Those that were planned since then, of so many lines at most, the latest first. */
    Uni<Told<GameDays>> gameDaysSince(Instant from, int limit) {
        return pool.preparedQuery("""
                        SELECT system, coalesce(outcome, 'UNDER_WAY') AS outcome, count(*) AS days, count(*) OVER () AS lines
                        FROM game_day WHERE planned_at >= $1
                        GROUP BY 1, 2 ORDER BY max(planned_at) DESC, 1, 2 LIMIT $2
                        """)
                .execute(Tuple.of(from.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> told(
                        rows,
                        row -> new GameDays(row.getString("system"), row.getString("outcome"), row.getLong("days"))));
    }

    private static <T> Told<T> told(RowSet<Row> rows, Function<Row, T> line) {
        List<T> lines = new ArrayList<>();
        long all = 0;
        for (Row row : rows) {
            lines.add(line.apply(row));
            all = row.getLong("lines");
        }
        return new Told<>(lines, all - lines.size());
    }
}
