package io.belastbar.budget.performance;

import io.belastbar.budget.series.MeasuredRows;
import io.belastbar.budget.series.SeriesKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;

/** The values of series within a period, without what else is known of them. */
@ApplicationScoped
class PerformanceRepository {

    private final Pool pool;

    PerformanceRepository(Pool pool) {
        this.pool = pool;
    }

    /** Every value from {@code from} to {@code to} that says something; empty if there is none. Served by series_point_once. */
    Uni<Optional<FigureValues>> values(SeriesKey key, Instant from, Instant to) {
        return pool.preparedQuery("""
                        SELECT array_agg(value ORDER BY at, point_id) AS every, max(at) AS latest_at
                          FROM series JOIN series_point USING (series_id)
                         WHERE system = $1 AND subject_kind = $2 AND service = $3 AND subject = $4 AND metric = $5
                           AND scenario = $6 AND branch = $7 AND testbed = $8 AND at BETWEEN $9 AND $10
                           AND %s""".formatted(MeasuredRows.SAY_SOMETHING))
                .execute(Tuple.from(new Object[] {
                    key.system(),
                    key.subject().kind().name(),
                    key.subject().service() == null ? "" : key.subject().service(),
                    key.subject().name(),
                    key.metric(),
                    key.scenario(),
                    key.branch(),
                    key.testbed(),
                    from.atOffset(ZoneOffset.UTC),
                    to.atOffset(ZoneOffset.UTC)
                }))
                .map(rows -> values(key, rows.iterator().next()));
    }

    private static Optional<FigureValues> values(SeriesKey key, Row row) {
        return Optional.ofNullable(row.getArrayOfDoubles("every"))
                .map(every -> new FigureValues(
                        key,
                        Arrays.stream(every).mapToDouble(Double::doubleValue).toArray(),
                        row.getOffsetDateTime("latest_at").toInstant()));
    }
}
