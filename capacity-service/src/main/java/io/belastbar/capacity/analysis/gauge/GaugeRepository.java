package io.belastbar.capacity.analysis.gauge;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Prometheus is told of projections. */
@ApplicationScoped
class GaugeRepository {
    private final Pool pool;

    GaugeRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * Where a series goes.
     *
     * @param reachedAt when its first limit most likely is reached; null if it is not within the forecast, or it has none
     * @param inNinetyDays in the series' unit; null where the data do not reach that far
     */
    record Line(String system, String metric, Instant reachedAt, Double inNinetyDays) {}

    /** Of so many series at most, those whose limit is nearest first. */
    Uni<List<Line>> lines(int limit) {
        return pool.preparedQuery("""
                        SELECT system, metric, reached_at, in_ninety_days FROM projection
                        ORDER BY reached_at NULLS LAST, system, metric LIMIT $1
                        """).execute(Tuple.of(limit)).map(rows -> {
            List<Line> lines = new ArrayList<>();
            rows.forEach(row -> lines.add(new Line(
                    row.getString("system"),
                    row.getString("metric"),
                    row.getOffsetDateTime("reached_at") == null
                            ? null
                            : row.getOffsetDateTime("reached_at").toInstant(),
                    row.getDouble("in_ninety_days"))));
            return lines;
        });
    }

    /** When each system was analysed last, of so many at most. */
    Uni<Map<String, Instant>> analysed(int limit) {
        return pool.preparedQuery("""
                        SELECT system, max(ordered_at) AS analysed_at FROM capacity_analysis
                        WHERE state = 'DONE' GROUP BY system ORDER BY system LIMIT $1
                        """).execute(Tuple.of(limit)).map(rows -> {
            Map<String, Instant> analysed = new LinkedHashMap<>();
            rows.forEach(row -> analysed.put(
                    row.getString("system"),
                    row.getOffsetDateTime("analysed_at").toInstant()));
            return analysed;
        });
    }
}
