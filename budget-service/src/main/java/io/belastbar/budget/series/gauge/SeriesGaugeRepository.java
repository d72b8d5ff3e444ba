package io.belastbar.budget.series.gauge;

import io.belastbar.budget.series.MeasuredRows;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What Prometheus is told of series. */
@ApplicationScoped
class SeriesGaugeRepository {

    private final Pool pool;

    SeriesGaugeRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * Some series with their newest values, and how many there are beside.
     *
     * @param hidden series that were measured as lately and are not among the lines, because there are too many
     */
    record Shown(List<Line> lines, long hidden) {

        static final Shown NOTHING = new Shown(List.of(), 0);

        /** Without the values that are older by now; once all are, those that are hidden are as old. */
        Shown since(Instant from) {
            var left = lines.stream().filter(line -> !line.at().isBefore(from)).toList();
            return left.isEmpty() ? NOTHING : new Shown(left, hidden);
        }
    }

    record Line(SeriesKey key, Instant at, double value) {}

    /**
     * What was measured on main since then; an estimate that rests on nothing hides none that rests on something. Of more than {@code limit} series those that were made first: a series that is shown
     * stays shown while it is measured, and an alert on it does not come and go with others.
     */
    Uni<Shown> measuredSince(Instant from, int limit) {
        return pool.preparedQuery("""
                        SELECT series.*, newest.at, newest.value, count(*) OVER () AS together
                          FROM series, LATERAL (SELECT at, value FROM series_point p
                                                 WHERE p.series_id = series.series_id AND at >= $1 AND %s
                                                 ORDER BY at DESC, point_id DESC LIMIT 1) AS newest
                         WHERE scenario = $2 AND branch = $3
                         ORDER BY series_id LIMIT $4""".formatted(MeasuredRows.SAY_SOMETHING))
                .execute(Tuple.of(from.atOffset(ZoneOffset.UTC), SeriesKey.MEASURED, SeriesKey.MAIN, limit))
                .map(rows -> {
                    List<Line> lines = new ArrayList<>();
                    long together = 0;
                    for (var row : rows) {
                        together = row.getLong("together");
                        lines.add(new Line(
                                SeriesRepository.key(row),
                                row.getOffsetDateTime("at").toInstant(),
                                row.getDouble("value")));
                    }
                    return new Shown(List.copyOf(lines), together - lines.size());
                });
    }

    /** These series and every other that may have one of their names, whenever it was measured; that which was made first first. */
    Uni<List<SeriesKey>> oldestFirst(List<SeriesKey> keys) {
        var systems = keys.stream().map(SeriesKey::system).distinct().toArray(String[]::new);
        var subjects = SeriesLabels.subjects(keys).toArray(String[]::new);
        return pool.preparedQuery("""
                        SELECT * FROM series
                         WHERE scenario = $1 AND branch = $2 AND system = ANY ($3) AND subject = ANY ($4)
                         ORDER BY series_id""")
                .execute(Tuple.of(SeriesKey.MEASURED, SeriesKey.MAIN, systems, subjects))
                .map(rows -> {
                    List<SeriesKey> all = new ArrayList<>();
                    rows.forEach(row -> all.add(SeriesRepository.key(row)));
                    return List.copyOf(all);
                });
    }
}
