package io.belastbar.capacity.history.store;

import io.belastbar.capacity.history.batch.PointBatch;
import io.belastbar.capacity.history.batch.ValuesDiffer.Difference;
import io.belastbar.capacity.history.store.KeptSeriesRepository.KeptSeries;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Values as they were measured. A moment is passed as microseconds since 1970, which needs a tenth of the memory. */
@ApplicationScoped
class KeptPointRepository {

    private static final int DIFFERENCES_MAX = 20;

    /** What was written. */
    record Written(int stored, int late) {}

    /** The first moments that have other values. */
    Uni<List<Difference>> differences(SqlConnection transaction, KeptSeries series, PointBatch batch) {
        return transaction
                .preparedQuery("""
                        SELECT given.at, kept.value
                          FROM unnest($2::bigint[], $3::float8[]) AS given (at, value)
                          JOIN history_point kept
                            ON kept.series_id = $1 AND kept.at = timestamptz 'epoch' + given.at * interval '1 us'
                         WHERE kept.value <> given.value
                         ORDER BY given.at LIMIT $4""")
                .execute(Tuple.of(series.id(), times(batch), values(batch), DIFFERENCES_MAX))
                .map(rows -> {
                    var all = new ArrayList<Difference>();
                    rows.forEach(row -> all.add(new Difference(row.getLong(0), String.valueOf(row.getDouble(1)))));
                    return all;
                });
    }

    /** Gives the moments that have other values these, and says how many. */
    Uni<Integer> replace(SqlConnection transaction, KeptSeries series, PointBatch batch) {
        return transaction
                .preparedQuery("""
                        UPDATE history_point kept SET value = given.value
                          FROM unnest($2::bigint[], $3::float8[]) AS given (at, value)
                         WHERE kept.series_id = $1 AND kept.at = timestamptz 'epoch' + given.at * interval '1 us'
                           AND kept.value <> given.value""")
                .execute(Tuple.of(series.id(), times(batch), values(batch)))
                .map(rows -> rows.rowCount());
    }

    /** Adds the values whose moments have none. */
    Uni<Written> insert(SqlConnection transaction, KeptSeries series, PointBatch batch) {
        var last = series.last() == null ? null : series.last().atOffset(ZoneOffset.UTC);
        return transaction
                .preparedQuery("""
                        WITH added AS (
                          INSERT INTO history_point (series_id, at, value, late)
                          SELECT $1, given.at, given.value, coalesce(given.at < $4, false)
                            FROM (SELECT timestamptz 'epoch' + at * interval '1 us' AS at, value
                                    FROM unnest($2::bigint[], $3::float8[]) AS sent (at, value)) AS given
                              ON CONFLICT DO NOTHING
                          RETURNING late)
                        SELECT count(*)::int, (count(*) FILTER (WHERE late))::int FROM added""")
                .execute(Tuple.of(series.id(), times(batch), values(batch), last))
                .map(rows -> {
                    var row = rows.iterator().next();
                    return new Written(row.getInteger(0), row.getInteger(1));
                });
    }

    /** The first moment at or after each of these that has a value: a counter's rate there depends on what lies before. */
    Uni<List<Instant>> next(SqlConnection transaction, KeptSeries series, Collection<Instant> moments) {
        var times = moments.stream().map(at -> at.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
        return transaction
                .preparedQuery("""
                        SELECT DISTINCT next.at FROM unnest($2::timestamptz[]) AS given (at), LATERAL (
                            SELECT p.at FROM history_point p WHERE p.series_id = $1 AND p.at >= given.at
                             ORDER BY p.at LIMIT 1) AS next""")
                .execute(Tuple.of(series.id(), times))
                .map(rows -> {
                    var all = new ArrayList<Instant>();
                    rows.forEach(row -> all.add(row.getOffsetDateTime(0).toInstant()));
                    return all;
                });
    }

    /**
     * How often the counter reads less than before: at these moments, or at the value that follows one of them. What comes late and
     * too high makes the next one a reset.
     *
     * @param before what it read before the first of them, if no value is kept of that; null if nobody knows
     */
    Uni<Integer> resets(SqlConnection transaction, KeptSeries series, PointBatch batch, Double before) {
        return transaction
                .preparedQuery("""
                        WITH sent AS (SELECT timestamptz 'epoch' + at * interval '1 us' AS at
                                        FROM unnest($2::bigint[]) AS given (at)),
                             touched AS (
                               SELECT at FROM sent
                                UNION
                               SELECT next.at FROM sent, LATERAL (
                                      SELECT p.at FROM history_point p WHERE p.series_id = $1 AND p.at > sent.at
                                       ORDER BY p.at LIMIT 1) AS next)
                        SELECT count(*)::int FROM touched
                          JOIN history_point p ON p.series_id = $1 AND p.at = touched.at
                          LEFT JOIN LATERAL (
                               SELECT q.value FROM history_point q WHERE q.series_id = $1 AND q.at < p.at
                                ORDER BY q.at DESC LIMIT 1) AS before ON true
                         WHERE p.value < coalesce(before.value, $3)""")
                .execute(Tuple.of(series.id(), times(batch), before))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    private static Long[] times(PointBatch batch) {
        return Arrays.stream(batch.at()).boxed().toArray(Long[]::new);
    }

    private static Double[] values(PointBatch batch) {
        return Arrays.stream(batch.values()).boxed().toArray(Double[]::new);
    }
}
