package io.belastbar.budget.series;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** Which series got values since somebody looked at them, and what a look sees of one. */
@ApplicationScoped
public class NewsRepository {

    /** A round takes so many series; what is left is taken by the next. */
    public static final int SERIES_MAX = 200;

    private static final Duration HISTORY = Duration.ofDays(400);
    private static final int MOMENTS_MAX = 400;

    /** Rows of the newest moments: some are samples that were posted together. */
    private static final int ROWS_MAX = 10_000;

    private final Pool pool;

    NewsRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * A series that got values.
     *
     * @param news what was noted, to be forgotten after the look; what is noted meanwhile stays
     * @param collected whether its newest value comes from Prometheus
     * @param lookedOn the day of the last look at values that are collected; null before the first
     */
    public record News(SeriesKey series, List<Long> news, boolean collected, LocalDate lookedOn) {

        /** Whether nothing can have changed: a day that is not over counts for nothing. */
        public boolean waitsForTheDay(LocalDate today) {
            return collected && lookedOn != null && !lookedOn.isBefore(today);
        }
    }

    /** Those that have waited longest. */
    public Uni<List<News>> waiting() {
        return pool.preparedQuery("""
                        SELECT s.*, n.news, l.day,
                               coalesce((SELECT p.source = 'prometheus' FROM series_point p
                                          WHERE p.series_id = s.series_id
                                          ORDER BY at DESC, point_id DESC LIMIT 1), false) AS collected
                          FROM (SELECT series_id, array_agg(news_id) AS news, min(news_id) AS first
                                  FROM series_news GROUP BY series_id ORDER BY first LIMIT $1) AS n
                          JOIN series s USING (series_id)
                          LEFT JOIN series_look l USING (series_id)
                         ORDER BY n.first""").execute(Tuple.of(SERIES_MAX)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row -> new News(
                        SeriesRepository.key(row),
                        List.of(row.getArrayOfLongs("news")),
                        row.getBoolean("collected"),
                        row.getLocalDate("day")))
                .toList());
    }

    /** A look is over. */
    public Uni<Void> forget(News news) {
        return pool.preparedQuery("DELETE FROM series_news WHERE news_id = ANY ($1)")
                .execute(Tuple.of(news.news().toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /** The days before this one were looked at. */
    public Uni<Void> lookedOn(SeriesKey key, LocalDate day) {
        return pool.preparedQuery("""
                        INSERT INTO series_look (series_id, day)
                        SELECT series_id, $9 FROM series
                         WHERE system = $1 AND subject_kind = $2 AND service = $3 AND subject = $4 AND metric = $5
                           AND scenario = $6 AND branch = $7 AND testbed = $8
                            ON CONFLICT (series_id) DO UPDATE SET day = excluded.day""")
                .execute(SeriesRepository.series(key).addLocalDate(day))
                .replaceWithVoid();
    }

    /**
     * A series as a change is sought in it, oldest first: of samples of one second their median, which come from one build and would
     * count as a history of their own; of what Prometheus told, the median of each day (UTC) that is over, since a system does not
     * change by the half minute; estimates that rest on nothing are none. The newest 400 of them, of the last 400 days.
     */
    public Uni<List<SeriesPoint>> moments(SeriesKey key, Instant now) {
        return pool.preparedQuery("""
                        WITH this AS (SELECT series_id, metric FROM series
                                       WHERE system = $1 AND subject_kind = $2 AND service = $3 AND subject = $4
                                         AND metric = $5 AND scenario = $6 AND branch = $7 AND testbed = $8),
                             single AS (SELECT p.* FROM series_point p, this
                                         WHERE p.series_id = this.series_id AND source <> 'prometheus'
                                           AND at BETWEEN $9 AND $10 AND %1$s
                                         ORDER BY at DESC, p.point_id DESC LIMIT $12),
                             daily AS (SELECT p.* FROM series_point p, this
                                        WHERE p.series_id = this.series_id AND source = 'prometheus'
                                          AND at >= $9 AND at < $11 AND %1$s)
                        SELECT * FROM (
                            SELECT min(at) AS first, percentile_cont(0.5) WITHIN GROUP (ORDER BY value) AS value,
                                   CASE WHEN count(*) = 1 THEN max(samples) ELSE count(*) END AS samples,
                                   (array_agg(source ORDER BY at, point_id))[1] AS source,
                                   (array_agg(run_id ORDER BY at, point_id))[1] AS run_id,
                                   (array_agg(labels ORDER BY at, point_id))[1] AS labels
                              FROM (SELECT *, date_trunc('second', at) AS moment FROM single
                                    UNION ALL
                                    SELECT *, date_trunc('day', at, 'UTC') AS moment FROM daily) AS together
                             GROUP BY moment, source = 'prometheus'
                             ORDER BY first DESC LIMIT $13) AS newest
                         ORDER BY first""".formatted(MeasuredRows.SAY_SOMETHING))
                .execute(SeriesRepository.series(key)
                        .addOffsetDateTime(now.minus(HISTORY).atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(now.plus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)
                                .toLocalDate()
                                .atStartOfDay()
                                .atOffset(ZoneOffset.UTC))
                        .addInteger(ROWS_MAX)
                        .addInteger(MOMENTS_MAX))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(NewsRepository::point)
                        .toList());
    }

    private static SeriesPoint point(Row row) {
        var runId = row.getString("run_id");
        return new SeriesPoint(
                row.getOffsetDateTime("first").toInstant(),
                row.getDouble("value"),
                row.getLong("samples"),
                row.getString("source"),
                runId.isEmpty() ? null : runId,
                SeriesRepository.labels(row.getJsonObject("labels")));
    }
}
