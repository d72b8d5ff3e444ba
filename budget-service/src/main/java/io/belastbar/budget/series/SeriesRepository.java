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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Every value that was observed for a figure, from runs and from measurements.
 *
 * <p>A series is made with its first value; two replicas that make the same one agree on it. Nothing of it is kept in memory:
 * what a transaction made and then took back is never referred to.
 */
@ApplicationScoped
public class SeriesRepository {

    /** Of one figure that are read at once: the newest. */
    public static final int POINTS_MAX = 10_000;

    private final Pool pool;

    SeriesRepository(Pool pool) {
        this.pool = pool;
    }

    /** Adds a value; the same value of the same run or the same moment is kept once. */
    public Uni<Integer> append(SqlClient client, SeriesKey key, SeriesPoint point) {
        return append(client, List.of(Map.entry(key, point)));
    }

    /**
     * Adds values in two round trips, and says how many were new. Equal values of one call are all kept, those of two calls once:
     * what is sent again is not counted again.
     */
    public Uni<Integer> append(SqlClient client, List<Entry<SeriesKey, SeriesPoint>> points) {
        if (points.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        var values = columns(points);
        return client.preparedQuery("""
                        INSERT INTO series (system, subject_kind, service, subject, metric, scenario, branch, testbed)
                        SELECT DISTINCT given.*
                          FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                                      $8::text[])
                               AS given (system, subject_kind, service, subject, metric, scenario, branch, testbed)
                         WHERE NOT EXISTS (SELECT FROM series known
                                            WHERE (known.system, known.subject_kind, known.service, known.subject,
                                                   known.metric, known.scenario, known.branch, known.testbed) = given)
                         ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
                            ON CONFLICT DO NOTHING""")
                .execute(Tuple.from(values.subList(0, 8)))
                .chain(() -> insertPoints(client, values));
    }

    /** A statement of its own: it sees the series that another replica made at the same moment. */
    private static Uni<Integer> insertPoints(SqlClient client, List<Object> values) {
        return client.preparedQuery("""
                        INSERT INTO series_point (series_id, at, value, samples, source, run_id, labels, ordinal)
                        SELECT series_id, at, value, samples, source, run_id, labels::jsonb,
                               row_number() OVER (PARTITION BY series_id, at, run_id, source, value ORDER BY place) - 1
                          FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                                      $8::text[], $9::timestamptz[], $10::float8[], $11::int8[], $12::text[], $13::text[],
                                      $14::text[])
                               WITH ORDINALITY
                               AS given (system, subject_kind, service, subject, metric, scenario, branch, testbed,
                                         at, value, samples, source, run_id, labels, place)
                          JOIN series USING (system, subject_kind, service, subject, metric, scenario, branch, testbed)
                         ORDER BY place
                            ON CONFLICT DO NOTHING""").execute(Tuple.from(values)).map(RowSet::rowCount);
    }

    private static List<Object> columns(List<Entry<SeriesKey, SeriesPoint>> points) {
        return List.of(
                column(points, String[]::new, each -> each.getKey().system()),
                column(
                        points,
                        String[]::new,
                        each -> each.getKey().subject().kind().name()),
                column(points, String[]::new, each -> service(each.getKey().subject())),
                column(points, String[]::new, each -> each.getKey().subject().name()),
                column(points, String[]::new, each -> each.getKey().metric()),
                column(points, String[]::new, each -> each.getKey().scenario()),
                column(points, String[]::new, each -> each.getKey().branch()),
                column(points, String[]::new, each -> each.getKey().testbed()),
                column(points, OffsetDateTime[]::new, each -> each.getValue()
                        .at()
                        .atOffset(ZoneOffset.UTC)),
                column(points, Double[]::new, each -> each.getValue().value()),
                column(points, Long[]::new, each -> each.getValue().samples()),
                column(points, String[]::new, each -> each.getValue().source()),
                column(points, String[]::new, each -> runId(each.getValue())),
                column(points, String[]::new, each -> JsonObject.mapFrom(
                                each.getValue().labels())
                        .encode()));
    }

    private static <T> Object column(
            List<Entry<SeriesKey, SeriesPoint>> points,
            IntFunction<T[]> column,
            Function<Entry<SeriesKey, SeriesPoint>, T> cell) {
        return points.stream().map(cell).toArray(column);
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
                                 WHERE series_id = (SELECT series_id FROM series
                                                     WHERE system = $1 AND subject_kind = $2 AND service = $3
                                                       AND subject = $4 AND metric = $5 AND scenario = $6
                                                       AND branch = $7 AND testbed = $8)
                                   AND at BETWEEN $9 AND $10
                                 ORDER BY at DESC, point_id DESC LIMIT $11) AS newest
                         ORDER BY at, point_id""")
                .execute(series(key)
                        .addOffsetDateTime(from.atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(to.atOffset(ZoneOffset.UTC))
                        .addInteger(POINTS_MAX))
                .map(rows -> each(rows, SeriesRepository::point));
    }

    /** The same of every testbed of the key's branch, as a transaction sees it. */
    Uni<List<SeriesPoint>> pointsOfEveryTestbed(SqlClient client, SeriesKey key, Instant from, Instant to) {
        return client.preparedQuery("""
                        SELECT at, value, samples, source, run_id, labels
                          FROM (SELECT p.* FROM series JOIN series_point p USING (series_id)
                                 WHERE system = $1 AND subject_kind = $2 AND service = $3 AND subject = $4 AND metric = $5
                                   AND scenario = $6 AND branch = $7 AND at BETWEEN $8 AND $9
                                 ORDER BY at DESC, point_id DESC LIMIT $10) AS newest
                         ORDER BY at, point_id""")
                .execute(Tuple.from(new Object[] {
                    key.system(),
                    key.subject().kind().name(),
                    service(key.subject()),
                    key.subject().name(),
                    key.metric(),
                    key.scenario(),
                    key.branch(),
                    from.atOffset(ZoneOffset.UTC),
                    to.atOffset(ZoneOffset.UTC),
                    POINTS_MAX
                }))
                .map(rows -> each(rows, SeriesRepository::point));
    }

    /** The series of a system's main branch, on every testbed, by subject and metric. */
    public Uni<List<SeriesKey>> keys(String system) {
        return pool.preparedQuery("""
                        SELECT series.* FROM series
                         WHERE system = $1 AND branch = $2
                           AND EXISTS (SELECT FROM series_point p WHERE p.series_id = series.series_id)
                         ORDER BY subject_kind, service, subject, metric, scenario, testbed""")
                .execute(Tuple.of(system, SeriesKey.MAIN))
                .map(rows -> each(rows, SeriesRepository::key));
    }

    /**
     * The newest value of every series of a system's main branch, on every testbed, without reading the other values. What
     * alerts, health, compliance and regressions are about: other branches concern nobody but their authors.
     */
    public Uni<List<LatestPoint>> latest(String system) {
        return latest(system, "branch = $2", Tuple.of(system, SeriesKey.MAIN));
    }

    /** The same of every branch, main's first. */
    public Uni<List<LatestPoint>> latestOfAllBranches(String system) {
        return latest(system, "$2 IS NOT NULL", Tuple.of(system, SeriesKey.MAIN));
    }

    private Uni<List<LatestPoint>> latest(String system, String which, Tuple parameters) {
        return pool.preparedQuery("""
                        SELECT series.*, newest.* FROM series, LATERAL (
                            SELECT at, value, samples, source, run_id, labels FROM series_point p
                             WHERE p.series_id = series.series_id
                             ORDER BY at DESC, point_id DESC LIMIT 1) AS newest
                         WHERE system = $1 AND %s
                         ORDER BY branch <> $2, branch, subject_kind, service, subject, metric, scenario, testbed""".formatted(which))
                .execute(parameters)
                .map(rows -> each(rows, row -> new LatestPoint(key(row), point(row))));
    }

    /** The eight values that name a series, in the order of the table's columns. */
    public static Tuple series(SeriesKey key) {
        return Tuple.from(List.of(
                key.system(),
                key.subject().kind().name(),
                service(key.subject()),
                key.subject().name(),
                key.metric(),
                key.scenario(),
                key.branch(),
                key.testbed()));
    }

    static <T> List<T> each(RowSet<Row> rows, Function<Row, T> reader) {
        var all = new ArrayList<T>(rows.size());
        rows.forEach(row -> all.add(reader.apply(row)));
        return List.copyOf(all);
    }

    /** The series that a row with those columns names. */
    public static SeriesKey key(Row row) {
        return new SeriesKey(
                row.getString("system"),
                subject(row),
                row.getString("metric"),
                row.getString("scenario"),
                row.getString("branch"),
                row.getString("testbed"));
    }

    /** The subject that a row with its three columns names. */
    public static Subject subject(Row row) {
        var service = row.getString("service");
        return new Subject(
                SubjectKind.valueOf(row.getString("subject_kind")),
                service.isEmpty() ? null : service,
                row.getString("subject"));
    }

    /** The value that a row with those columns is. */
    public static SeriesPoint point(Row row) {
        var runId = row.getString("run_id");
        return new SeriesPoint(
                row.getOffsetDateTime("at").toInstant(),
                row.getDouble("value"),
                row.getLong("samples"),
                row.getString("source"),
                runId.isEmpty() ? null : runId,
                labels(row.getJsonObject("labels")));
    }

    static Map<String, String> labels(JsonObject json) {
        var labels = new HashMap<String, String>();
        json.forEach(entry -> labels.put(entry.getKey(), String.valueOf(entry.getValue())));
        return labels;
    }

    static String service(Subject subject) {
        return subject.service() == null ? "" : subject.service();
    }

    private static String runId(SeriesPoint point) {
        return point.runId() == null ? "" : point.runId();
    }
}
