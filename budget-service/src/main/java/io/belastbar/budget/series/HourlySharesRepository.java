package io.belastbar.budget.series;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.contracts.Origin;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Shares of counted samples, added up by the hour and testbed. Their sum over a window is that of the single values, however many these
 * are: a week of values every half minute is 20,160, and a month 80,640.
 */
@ApplicationScoped
class HourlySharesRepository {

    private static final List<Measure> SHARES = List.of(Measure.ERROR_RATE, Measure.SUCCESS_RATE, Measure.HIT_RATIO);

    /** Whether a promise is judged by the sum of what was counted. */
    static boolean areJudged(Objective objective) {
        return SHARES.contains(objective.measure()) && objective.statistic() == Statistic.NONE;
    }

    /** Whether a value says what was counted: one sample is good or bad, any other share of one says nothing. */
    static boolean isCounted(SeriesPoint point) {
        return point.samples() > 1 || point.samples() == 1 && (point.value() == 0 || point.value() == 1);
    }

    /** Of every testbed of the key's branch, oldest first; values that do not say what was counted are left out. */
    Uni<List<SeriesPoint>> of(SqlClient client, SeriesKey key, Instant from, Instant to) {
        var names = SeriesRepository.series(key);
        return client.preparedQuery("""
                        SELECT max(at) AS at, sum(value * samples) / sum(samples) AS value,
                               least(sum(samples), 9e18)::bigint AS samples, min(source) AS source, testbed
                          FROM series JOIN series_point USING (series_id)
                         WHERE system = $1 AND subject_kind = $2 AND service = $3 AND subject = $4 AND metric = $5
                           AND scenario = $6 AND branch = $7 AND $8::text IS NOT NULL AND at BETWEEN $9 AND $10
                           AND (samples > 1 OR samples = 1 AND value IN (0, 1))
                         GROUP BY testbed, floor(extract(epoch FROM at) / 3600)
                         ORDER BY 1""")
                .execute(names.addOffsetDateTime(from.atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(to.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    var hours = new ArrayList<SeriesPoint>();
                    rows.forEach(row -> hours.add(new SeriesPoint(
                            row.getOffsetDateTime("at").toInstant(),
                            row.getDouble("value"),
                            row.getLong("samples"),
                            row.getString("source"),
                            null,
                            Map.of(Origin.TESTBED, row.getString("testbed")))));
                    return hours;
                });
    }
}
