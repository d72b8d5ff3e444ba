package io.belastbar.budget.series;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;

/** The series and their values page by page, as people look at them. */
@ApplicationScoped
class SeriesPageRepository {

    /** The columns by which the list is sorted, as its index is. */
    static final int PLACE_PARTS = 7;

    static final List<String> BEFORE_ALL = Collections.nCopies(PLACE_PARTS, "");

    private final Pool pool;

    SeriesPageRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * The newest value of each series, by subject, metric, scenario, branch and testbed.
     *
     * @param branch only of this one; null for every branch
     * @param after the place of the series before the page, as {@link #place} gives it
     */
    Uni<List<LatestPoint>> latest(String system, String branch, List<String> after, int limit) {
        var parameters = Tuple.tuple().addString(system).addString(branch).addInteger(limit);
        after.forEach(parameters::addString);
        return pool.preparedQuery("""
                        SELECT series.*, newest.* FROM series, LATERAL (
                            SELECT at, value, samples, source, run_id, labels FROM series_point p
                             WHERE p.series_id = series.series_id
                             ORDER BY at DESC, point_id DESC LIMIT 1) AS newest
                         WHERE system = $1 AND ($2::text IS NULL OR branch = $2)
                           AND (subject_kind, service, subject, metric, scenario, branch, testbed)
                               > ($4, $5, $6, $7, $8, $9, $10)
                         ORDER BY subject_kind, service, subject, metric, scenario, branch, testbed
                         LIMIT $3""")
                .execute(parameters)
                .map(rows -> SeriesRepository.each(
                        rows, row -> new LatestPoint(SeriesRepository.key(row), SeriesRepository.point(row))));
    }

    /** Where a series stands in the list. */
    static List<String> place(SeriesKey key) {
        return List.of(
                key.subject().kind().name(),
                SeriesRepository.service(key.subject()),
                key.subject().name(),
                key.metric(),
                key.scenario(),
                key.branch(),
                key.testbed());
    }

    /** A value and its number, which tells values of one moment apart. */
    record NumberedPoint(long number, SeriesPoint point) {

        private static NumberedPoint of(Row row) {
            return new NumberedPoint(row.getLong("point_id"), SeriesRepository.point(row));
        }
    }

    /**
     * The newest values first.
     *
     * @param at the moment before which the page starts; of that moment itself the values whose number is smaller than
     *     {@code number}
     */
    Uni<List<NumberedPoint>> pointsBefore(SeriesKey key, Instant at, long number, int limit) {
        return pool.preparedQuery("""
                        SELECT point_id, at, value, samples, source, run_id, labels FROM series_point
                         WHERE series_id = (SELECT series_id FROM series
                                             WHERE system = $1 AND subject_kind = $2 AND service = $3 AND subject = $4
                                               AND metric = $5 AND scenario = $6 AND branch = $7 AND testbed = $8)
                           AND at <= $9 AND (at, point_id) < ($9, $10)
                         ORDER BY at DESC, point_id DESC LIMIT $11""")
                .execute(SeriesRepository.series(key)
                        .addOffsetDateTime(at.atOffset(ZoneOffset.UTC))
                        .addLong(number)
                        .addInteger(limit))
                .map(rows -> SeriesRepository.each(rows, NumberedPoint::of));
    }
}
