package io.belastbar.capacity.history;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The values of series, as they were measured and rolled up. */
@ApplicationScoped
public class HistoryRepository {

    private static final String COLUMNS = "series_id, system, metric, unit, kind, zone, source, first_at, last_at";

    private final Pool pool;

    HistoryRepository(Pool pool) {
        this.pool = pool;
    }

    /** All series of a system, by metric. */
    public Uni<List<StoredSeries>> list(String system) {
        return pool.preparedQuery("SELECT " + COLUMNS + " FROM history_series WHERE system = $1 ORDER BY metric")
                .execute(Tuple.of(system))
                .map(rows -> each(rows, HistoryRepository::series));
    }

    /** The series of a system behind this metric, by metric; an empty text stands before all. */
    public Uni<List<StoredSeries>> page(String system, String after, int limit) {
        return pool.preparedQuery("SELECT " + COLUMNS
                        + " FROM history_series WHERE system = $1 AND metric > $2 ORDER BY metric LIMIT $3")
                .execute(Tuple.of(system, after, limit))
                .map(rows -> each(rows, HistoryRepository::series));
    }

    /** One series, if it is known. */
    public Uni<Optional<StoredSeries>> find(String system, String metric) {
        return pool.preparedQuery("SELECT " + COLUMNS + " FROM history_series WHERE system = $1 AND metric = $2")
                .execute(Tuple.of(system, metric))
                .map(rows -> each(rows, HistoryRepository::series).stream().findFirst());
    }

    /** The systems that have a series. */
    public Uni<List<String>> systems() {
        return pool.preparedQuery("SELECT DISTINCT system FROM history_series ORDER BY system")
                .execute()
                .map(rows -> each(rows, row -> row.getString("system")));
    }

    /**
     * The values between two moments on an even grid; days begin in the series' zone. Whole days come from the days, hours from
     * the hours, anything finer from what was measured: a grid that is finer than what is still kept has NaN there. The grid ends
     * with the last value; its last hour or day may not have ended yet.
     *
     * @param step one hour or one day, a multiple of either, or something finer than an hour
     */
    public Uni<Grid> read(StoredSeries series, Instant from, Instant to, Duration step, Measure measure) {
        var times = GridTimes.of(series, from, to, step);
        if (times.isEmpty()) {
            return Uni.createFrom().item(new Grid(from, step, new double[0]));
        }
        var rows = times.isMeasured() ? points(series, times) : buckets(series, times);
        return rows.map(values -> new Grid(times.start(), step, times.place(values, measure)));
    }

    /**
     * The same with all that each place knows: only the places that have values, each at its beginning.
     *
     * @param step as of {@link #read}
     */
    public Uni<List<Bucket>> places(StoredSeries series, Instant from, Instant to, Duration step) {
        var times = GridTimes.of(series, from, to, step);
        if (times.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return (times.isMeasured() ? points(series, times) : buckets(series, times)).map(times::filled);
    }

    /** Whether values can be read in this step. */
    public static boolean canRead(Duration step) {
        return GridTimes.isPossible(step);
    }

    /** How many places a grid would have. */
    public static long values(StoredSeries series, Instant from, Instant to, Duration step) {
        return GridTimes.of(series, from, to, step).size();
    }

    /** How often a counter began anew since a moment, by its days; empty if it never did. */
    public Uni<Optional<Resets>> resets(StoredSeries series, Instant since) {
        return pool.preparedQuery("""
                        SELECT sum(resets) AS times, max(at) AS last FROM history_bucket
                         WHERE series_id = $1 AND span = 'D' AND at >= $2 AND resets > 0""")
                .execute(Tuple.of((int) series.id(), utc(since)))
                .map(rows -> rows.iterator().next())
                .map(row -> Optional.ofNullable(row.getLong("times"))
                        .map(times -> new Resets(times.intValue(), instant(row, "last"))));
    }

    /** A number that grows with whatever is stored of a series. */
    public Uni<Long> changes(StoredSeries series) {
        return pool.preparedQuery("SELECT changes FROM history_series WHERE series_id = $1")
                .execute(Tuple.of((int) series.id()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private Uni<List<Bucket>> buckets(StoredSeries series, GridTimes times) {
        return pool.preparedQuery("""
                        SELECT at, minimum, maximum, total, count, late, resets FROM history_bucket
                         WHERE series_id = $1 AND span = $2::text::"char" AND at >= $3 AND at < $4
                         ORDER BY at""")
                .execute(Tuple.of((int) series.id(), times.span(), utc(times.start()), utc(times.end())))
                .map(rows -> each(rows, HistoryRepository::bucket));
    }

    /** A counter's first value needs the one before it. */
    private Uni<List<Bucket>> points(StoredSeries series, GridTimes times) {
        return pool.preparedQuery("""
                        SELECT at, value, late FROM history_point
                         WHERE series_id = $1 AND at < $3
                           AND at >= CASE WHEN $4 THEN coalesce((SELECT max(before.at) FROM history_point before
                                                                  WHERE before.series_id = $1 AND before.at < $2), $2)
                                          ELSE $2 END
                         ORDER BY at""")
                .execute(Tuple.of(
                        (int) series.id(), utc(times.start()), utc(times.end()), series.kind() == SeriesKind.COUNTER))
                .map(rows -> each(rows, HistoryRepository::point))
                .map(points -> series.kind() == SeriesKind.COUNTER ? Bucket.rates(points) : points);
    }

    /** The series of a row with those columns. */
    private static StoredSeries series(Row row) {
        return new StoredSeries(
                row.getInteger("series_id"),
                row.getString("system"),
                row.getString("metric"),
                row.getString("unit"),
                SeriesKind.valueOf(row.getString("kind")),
                ZoneId.of(row.getString("zone")),
                row.getString("source"),
                instant(row, "first_at"),
                instant(row, "last_at"));
    }

    private static Bucket bucket(Row row) {
        return new Bucket(
                instant(row, "at"),
                row.getDouble("minimum"),
                row.getDouble("maximum"),
                row.getDouble("total"),
                row.getInteger("count"),
                row.getInteger("late"),
                row.getInteger("resets"));
    }

    private static Bucket point(Row row) {
        return Bucket.of(instant(row, "at"), row.getDouble("value"), row.getBoolean("late") ? 1 : 0);
    }

    private static Instant instant(Row row, String column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static <T> List<T> each(RowSet<Row> rows, Function<Row, T> reader) {
        var all = new ArrayList<T>(rows.size());
        rows.forEach(row -> all.add(reader.apply(row)));
        return List.copyOf(all);
    }

    /** That often, the last time on the day that begins at {@code last}. */
    public record Resets(int times, Instant last) {}

    /**
     * Values on an even grid.
     *
     * @param start of the first
     * @param values NaN where nothing was measured
     */
    public record Grid(Instant start, Duration step, double[] values) {}
}
