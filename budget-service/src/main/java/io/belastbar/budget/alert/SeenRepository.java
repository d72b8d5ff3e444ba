package io.belastbar.budget.alert;

import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The values that alerts have looked at: a budget that changes is held against these, and those that wait have a look of their own. */
@ApplicationScoped
class SeenRepository {

    private static final String SEEN = "NOT EXISTS (SELECT FROM alert_value unseen WHERE unseen.point_id = p.point_id)";

    private final Pool pool;

    SeenRepository(Pool pool) {
        this.pool = pool;
    }

    /** The newest of each series of a system's main branch; of a series of which none was looked at there is none. */
    Uni<Map<SeriesKey, SeriesPoint>> newest(String system) {
        return pool.preparedQuery("""
                        SELECT series.*, newest.* FROM series, LATERAL (
                            SELECT at, value, samples, source, run_id, labels FROM series_point p
                             WHERE p.series_id = series.series_id AND %s
                             ORDER BY at DESC, point_id DESC LIMIT 1) AS newest
                         WHERE system = $1 AND branch = $2""".formatted(SEEN))
                .execute(Tuple.of(system, SeriesKey.MAIN))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.toMap(SeriesRepository::key, SeriesRepository::point)));
    }

    /** Those from {@code from} to {@code to}, both included, oldest first; the newest 10,000 at most. */
    Uni<List<SeriesPoint>> points(SeriesKey key, Instant from, Instant to) {
        return pool.preparedQuery("""
                        SELECT at, value, samples, source, run_id, labels
                          FROM (SELECT * FROM series_point p
                                 WHERE series_id = (SELECT series_id FROM series
                                                     WHERE system = $1 AND subject_kind = $2 AND service = $3
                                                       AND subject = $4 AND metric = $5 AND scenario = $6
                                                       AND branch = $7 AND testbed = $8)
                                   AND at BETWEEN $9 AND $10 AND %s
                                 ORDER BY at DESC, point_id DESC LIMIT $11) AS newest
                         ORDER BY at, point_id""".formatted(SEEN))
                .execute(SeriesRepository.series(key)
                        .addOffsetDateTime(from.atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(to.atOffset(ZoneOffset.UTC))
                        .addInteger(SeriesRepository.POINTS_MAX))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(SeriesRepository::point)
                        .toList());
    }
}
