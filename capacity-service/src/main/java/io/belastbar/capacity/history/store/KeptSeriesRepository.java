package io.belastbar.capacity.history.store;

import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.SeriesUnit;
import io.belastbar.capacity.history.batch.PointBatch;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The rows of series, as whoever writes to them sees them. */
@ApplicationScoped
class KeptSeriesRepository {

    /**
     * A series while nobody else writes to it.
     *
     * @param last moment of a value; null without
     * @param rawFrom older values are kept by the hour; null: all are kept
     * @param hourlyFrom older values are kept by the day; null: all hours are kept
     */
    record KeptSeries(
            int id, String unit, SeriesKind kind, ZoneId zone, Instant last, Instant rawFrom, Instant hourlyFrom) {}

    /** Makes a series unless it is there. */
    Uni<Void> insert(SqlConnection transaction, PointBatch batch) {
        return transaction
                .preparedQuery("""
                        INSERT INTO history_series (system, metric, unit, kind, zone, source)
                        SELECT $1, $2, $3, $4, $5, $6
                         WHERE NOT EXISTS (SELECT FROM history_series WHERE system = $1 AND metric = $2)
                            ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(
                        batch.system(),
                        batch.metric(),
                        SeriesUnit.kept(batch.unit(), batch.kind()),
                        batch.kind().name(),
                        batch.zone().getId(),
                        batch.source()))
                .replaceWithVoid();
    }

    /** Whoever else writes to the series waits until the transaction ends. */
    Uni<KeptSeries> lock(SqlConnection transaction, String system, String metric) {
        return transaction
                .preparedQuery("""
                        SELECT series_id, unit, kind, zone, last_at, raw_from, hourly_from FROM history_series
                         WHERE system = $1 AND metric = $2 FOR NO KEY UPDATE""")
                .execute(Tuple.of(system, metric))
                .map(rows -> series(rows.iterator().next()));
    }

    /** Notes that values between these moments were stored. */
    Uni<Void> advance(SqlConnection transaction, int series, Instant first, Instant last) {
        return transaction
                .preparedQuery("""
                        UPDATE history_series
                           SET first_at = least(first_at, $2), last_at = greatest(last_at, $3), changes = changes + 1
                         WHERE series_id = $1""")
                .execute(Tuple.of(series, first.atOffset(ZoneOffset.UTC), last.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static KeptSeries series(Row row) {
        return new KeptSeries(
                row.getInteger("series_id"),
                row.getString("unit"),
                SeriesKind.valueOf(row.getString("kind")),
                ZoneId.of(row.getString("zone")),
                instant(row, "last_at"),
                instant(row, "raw_from"),
                instant(row, "hourly_from"));
    }

    private static Instant instant(Row row, String column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
