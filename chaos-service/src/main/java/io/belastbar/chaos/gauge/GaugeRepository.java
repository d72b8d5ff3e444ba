package io.belastbar.chaos.gauge;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

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

    /** Of systems in which something was broken since then, of so many at most: a system that is well again is told with 0. */
    Uni<List<Faults>> faultsSince(Instant from, int limit) {
        return pool.preparedQuery("""
                        SELECT system, count(*) FILTER (WHERE state IN ('ACTIVE', 'CLEARING')) AS active
                        FROM fault WHERE planned_at >= $1 OR state <> 'ENDED'
                        GROUP BY system ORDER BY system LIMIT $2
                        """)
                .execute(Tuple.of(from.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> {
                    List<Faults> faults = new ArrayList<>();
                    rows.forEach(row -> faults.add(new Faults(row.getString("system"), row.getLong("active"))));
                    return faults;
                });
    }

    /** Those that were planned since then, of so many lines at most. */
    Uni<List<GameDays>> gameDaysSince(Instant from, int limit) {
        return pool.preparedQuery("""
                        SELECT system, coalesce(outcome, 'UNDER_WAY') AS outcome, count(*) AS days
                        FROM game_day WHERE planned_at >= $1
                        GROUP BY 1, 2 ORDER BY 1, 2 LIMIT $2
                        """)
                .execute(Tuple.of(from.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> {
                    List<GameDays> days = new ArrayList<>();
                    rows.forEach(row -> days.add(
                            new GameDays(row.getString("system"), row.getString("outcome"), row.getLong("days"))));
                    return days;
                });
    }
}
