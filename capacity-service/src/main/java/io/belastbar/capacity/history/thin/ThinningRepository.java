package io.belastbar.capacity.history.thin;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Removes values that are kept by the hour by now, and hours that are kept by the day. */
@ApplicationScoped
class ThinningRepository {

    /** A series that has something old. */
    record OldSeries(int id, ZoneId zone) {}

    private final Pool pool;

    ThinningRepository(Pool pool) {
        this.pool = pool;
    }

    /** The series that begin before a moment, by their numbers behind this one. */
    Uni<List<OldSeries>> beginningBefore(Instant moment, int after, int limit) {
        return pool.preparedQuery("""
                        SELECT series_id, zone FROM history_series
                         WHERE series_id > $1 AND first_at < $2 ORDER BY series_id LIMIT $3""")
                .execute(Tuple.of(after, moment.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> {
                    var all = new ArrayList<OldSeries>();
                    rows.forEach(row -> all.add(new OldSeries(row.getInteger(0), ZoneId.of(row.getString(1)))));
                    return all;
                });
    }

    /** From now on older values are kept by the hour, and hours by the day. Who writes to the series is waited for. */
    Uni<Void> note(SqlConnection transaction, int series, Instant rawFrom, Instant hourlyFrom) {
        return transaction
                .preparedQuery("""
                        UPDATE history_series
                           SET raw_from = greatest(raw_from, $2), hourly_from = greatest(hourly_from, $3)
                         WHERE series_id = $1""")
                .execute(Tuple.of(series, rawFrom.atOffset(ZoneOffset.UTC), hourlyFrom.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** The newest of a counter's old readings stays: the first rate after it is since then. */
    Uni<Integer> removeValues(SqlConnection transaction, int series, Instant before) {
        return transaction
                .preparedQuery("""
                        DELETE FROM history_point
                         WHERE series_id = $1
                           AND at < CASE WHEN (SELECT kind FROM history_series WHERE series_id = $1) = 'COUNTER'
                                         THEN (SELECT max(at) FROM history_point WHERE series_id = $1 AND at < $2)
                                         ELSE $2 END""")
                .execute(Tuple.of(series, before.atOffset(ZoneOffset.UTC)))
                .map(RowSet::rowCount);
    }

    Uni<Integer> removeHours(SqlConnection transaction, int series, Instant before) {
        return transaction
                .preparedQuery("DELETE FROM history_bucket WHERE series_id = $1 AND span = 'H' AND at < $2")
                .execute(Tuple.of(series, before.atOffset(ZoneOffset.UTC)))
                .map(RowSet::rowCount);
    }
}
