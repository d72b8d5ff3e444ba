package io.belastbar.budget.series;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last values of many series, for those who draw them. */
@ApplicationScoped
public class TrendRepository {

    private final Pool pool;

    TrendRepository(Pool pool) {
        this.pool = pool;
    }

    /** One value of a series and when it was. */
    public record Drawn(Instant at, double value) {}

    /**
     * The newest {@code count} values of each series from {@code from} to {@code to}, both included, oldest first, estimates that rest
     * on nothing left out, and series without a value. One question, whatever the number of series; reads no more values than it answers.
     */
    public Uni<Map<SeriesKey, List<Drawn>>> newest(List<SeriesKey> keys, Instant from, Instant to, int count) {
        var columns = new ArrayList<Object>();
        columns.add(keys.stream().map(SeriesKey::system).toArray(String[]::new));
        columns.add(keys.stream().map(key -> key.subject().kind().name()).toArray(String[]::new));
        columns.add(keys.stream().map(TrendRepository::service).toArray(String[]::new));
        columns.add(keys.stream().map(key -> key.subject().name()).toArray(String[]::new));
        columns.add(keys.stream().map(SeriesKey::metric).toArray(String[]::new));
        columns.add(keys.stream().map(SeriesKey::scenario).toArray(String[]::new));
        columns.add(keys.stream().map(SeriesKey::branch).toArray(String[]::new));
        columns.add(keys.stream().map(SeriesKey::testbed).toArray(String[]::new));
        columns.add(from.atOffset(ZoneOffset.UTC));
        columns.add(to.atOffset(ZoneOffset.UTC));
        columns.add(count);
        return pool.preparedQuery("""
                        SELECT wanted.place, newest.at, newest.value
                          FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                                      $8::text[])
                               WITH ORDINALITY
                               AS wanted (system, subject_kind, service, subject, metric, scenario, branch, testbed, place)
                          JOIN series USING (system, subject_kind, service, subject, metric, scenario, branch, testbed),
                               LATERAL (SELECT at, value, point_id FROM series_point p
                                         WHERE p.series_id = series.series_id AND at BETWEEN $9 AND $10 AND %s
                                         ORDER BY at DESC, point_id DESC LIMIT $11) AS newest
                         ORDER BY wanted.place, newest.at, newest.point_id""".formatted(MeasuredRows.SAY_SOMETHING))
                .execute(Tuple.from(columns))
                .map(rows -> {
                    var drawn = new HashMap<SeriesKey, List<Drawn>>();
                    rows.forEach(row -> drawn.computeIfAbsent(
                                    keys.get((int) (row.getLong("place") - 1)), key -> new ArrayList<>())
                            .add(new Drawn(row.getOffsetDateTime("at").toInstant(), row.getDouble("value"))));
                    return drawn;
                });
    }

    private static String service(SeriesKey key) {
        return key.subject().service() == null ? "" : key.subject().service();
    }
}
