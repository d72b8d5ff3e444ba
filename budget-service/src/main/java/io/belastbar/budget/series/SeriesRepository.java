package io.belastbar.budget.series;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Every value that was observed for a figure, from runs and from measurements. */
@ApplicationScoped
public class SeriesRepository {

    private static final int POINTS_MAX = 10_000;

    private final Pool pool;

    SeriesRepository(Pool pool) {
        this.pool = pool;
    }

    /** Adds a value; the same value of the same run or the same moment is kept once. */
    public Uni<Integer> append(SqlClient client, SeriesKey key, SeriesPoint point) {
        return append(client, List.of(Map.entry(key, point)));
    }

    /** Adds values in one round trip, and says how many were new. */
    public Uni<Integer> append(SqlClient client, List<Map.Entry<SeriesKey, SeriesPoint>> points) {
        if (points.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return client.preparedQuery("""
                        INSERT INTO series_point (system, subject_kind, service, subject, metric, scenario,
                                                  at, value, samples, source, run_id, labels)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                            ON CONFLICT DO NOTHING""")
                .executeBatch(points.stream()
                        .map(point -> tuple(point.getKey(), point.getValue()))
                        .toList())
                .map(SeriesRepository::added);
    }

    /** The sets of rows of a batch hang on each other. */
    private static int added(RowSet<Row> rows) {
        var added = 0;
        for (var each = rows; each != null; each = each.next()) {
            added += each.rowCount();
        }
        return added;
    }

    private static Tuple tuple(SeriesKey key, SeriesPoint point) {
        return Tuple.from(new Object[] {
            key.system(),
            key.subject().kind().name(),
            service(key.subject()),
            key.subject().name(),
            key.metric(),
            key.scenario(),
            point.at().atOffset(ZoneOffset.UTC),
            point.value(),
            point.samples(),
            point.source(),
            point.runId() == null ? "" : point.runId(),
            JsonObject.mapFrom(point.labels())
        });
    }

    /** The values from {@code from} to {@code to}, both included, oldest first; the newest 10,000 at most. */
    public Uni<List<SeriesPoint>> points(SeriesKey key, Instant from, Instant to) {
        return points(pool, key, from, to);
    }

    /** The same as a transaction sees it. */
    public Uni<List<SeriesPoint>> points(SqlClient client, SeriesKey key, Instant from, Instant to) {
        return client.preparedQuery("""
                        SELECT at, value, samples, source, run_id, labels
                          FROM (SELECT * FROM series_point
                                 WHERE system = $1 AND subject_kind = $2 AND service = $3 AND subject = $4
                                   AND metric = $5 AND scenario = $6 AND at BETWEEN $7 AND $8
                                 ORDER BY at DESC, point_id DESC LIMIT $9) AS newest
                         ORDER BY at, point_id""")
                .execute(Tuple.from(new Object[] {
                    key.system(),
                    key.subject().kind().name(),
                    service(key.subject()),
                    key.subject().name(),
                    key.metric(),
                    key.scenario(),
                    from.atOffset(ZoneOffset.UTC),
                    to.atOffset(ZoneOffset.UTC),
                    POINTS_MAX
                }))
                .map(rows -> each(rows, SeriesRepository::point));
    }

    /** The series of a system, by subject and metric. */
    public Uni<List<SeriesKey>> keys(String system) {
        return latest(system)
                .map(latest -> latest.stream().map(LatestPoint::key).toList());
    }

    /** The newest value of every series of a system. Steps from series to series, without reading their values. */
    public Uni<List<LatestPoint>> latest(String system) {
        return pool.preparedQuery("""
                        WITH RECURSIVE each_series AS (
                            (SELECT subject_kind, service, subject, metric, scenario FROM series_point
                              WHERE system = $1
                              ORDER BY subject_kind, service, subject, metric, scenario LIMIT 1)
                            UNION ALL
                            SELECT next.* FROM each_series AS this, LATERAL (
                                SELECT subject_kind, service, subject, metric, scenario FROM series_point
                                 WHERE system = $1 AND (subject_kind, service, subject, metric, scenario)
                                       > (this.subject_kind, this.service, this.subject, this.metric, this.scenario)
                                 ORDER BY subject_kind, service, subject, metric, scenario LIMIT 1) AS next)
                        SELECT newest.* FROM each_series AS this, LATERAL (
                            SELECT system, subject_kind, service, subject, metric, scenario,
                                   at, value, samples, source, run_id, labels
                              FROM series_point
                             WHERE system = $1 AND subject_kind = this.subject_kind AND service = this.service
                               AND subject = this.subject AND metric = this.metric AND scenario = this.scenario
                             ORDER BY at DESC, point_id DESC LIMIT 1) AS newest""")
                .execute(Tuple.of(system))
                .map(rows -> each(rows, row -> new LatestPoint(key(row), point(row))));
    }

    private static <T> List<T> each(RowSet<Row> rows, Function<Row, T> reader) {
        var all = new ArrayList<T>(rows.size());
        rows.forEach(row -> all.add(reader.apply(row)));
        return List.copyOf(all);
    }

    private static SeriesKey key(Row row) {
        var service = row.getString("service");
        return new SeriesKey(
                row.getString("system"),
                new Subject(
                        SubjectKind.valueOf(row.getString("subject_kind")),
                        service.isEmpty() ? null : service,
                        row.getString("subject")),
                row.getString("metric"),
                row.getString("scenario"));
    }

    private static SeriesPoint point(Row row) {
        var runId = row.getString("run_id");
        return new SeriesPoint(
                row.getOffsetDateTime("at").toInstant(),
                row.getDouble("value"),
                row.getLong("samples"),
                row.getString("source"),
                runId.isEmpty() ? null : runId,
                labels(row.getJsonObject("labels")));
    }

    private static Map<String, String> labels(JsonObject json) {
        var labels = new HashMap<String, String>();
        json.forEach(entry -> labels.put(entry.getKey(), String.valueOf(entry.getValue())));
        return labels;
    }

    private static String service(Subject subject) {
        return subject.service() == null ? "" : subject.service();
    }
}
