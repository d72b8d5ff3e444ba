package io.belastbar.budget.alert;

import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The values that alerts have not looked at yet. Storing a value notes it here, in the same transaction. */
@ApplicationScoped
class UnseenRepository {

    private static final int VALUES_MAX = 10_000;

    /** A value; key and point are null if it was removed before anybody looked. */
    record Unseen(long id, SeriesKey key, SeriesPoint point) {}

    private final Pool pool;

    UnseenRepository(Pool pool) {
        this.pool = pool;
    }

    /** The values that were stored first, 10,000 at most. */
    Uni<List<Unseen>> next() {
        return pool.preparedQuery("""
                        SELECT unseen.point_id, system, subject_kind, service, subject, metric, scenario, branch,
                               testbed, at, value, samples, source, run_id, labels
                          FROM (SELECT point_id FROM alert_value ORDER BY point_id LIMIT $1) AS unseen
                          LEFT JOIN series_point USING (point_id)
                          LEFT JOIN series USING (series_id)
                         ORDER BY unseen.point_id""").execute(Tuple.of(VALUES_MAX)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(UnseenRepository::unseen)
                .toList());
    }

    /** Notes that these were looked at; answers those that no other replica has looked at meanwhile. */
    Uni<List<Unseen>> seen(SqlConnection transaction, List<Unseen> values) {
        var ids = values.stream().map(Unseen::id).toArray(Long[]::new);
        return transaction
                .preparedQuery("DELETE FROM alert_value WHERE point_id = ANY ($1) RETURNING point_id")
                .execute(Tuple.tuple().addArrayOfLong(ids))
                .map(rows -> {
                    var mine = StreamSupport.stream(rows.spliterator(), false)
                            .map(row -> row.getLong(0))
                            .collect(Collectors.toSet());
                    return values.stream()
                            .filter(value -> mine.contains(value.id()))
                            .toList();
                });
    }

    private static Unseen unseen(Row row) {
        var id = row.getLong("point_id");
        return row.getString("system") == null
                ? new Unseen(id, null, null)
                : new Unseen(id, SeriesRepository.key(row), SeriesRepository.point(row));
    }
}
