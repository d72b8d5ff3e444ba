package io.belastbar.budget.errorbudget;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.series.MeasuredRows;
import io.belastbar.budget.series.SeriesKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many requests were measured and how many failed. The database adds up, however many values a window holds. Only
 * measurements of the main branch count: a load run tells nothing about what users met.
 */
@ApplicationScoped
public class ErrorCountsRepository {

    private final Pool pool;

    ErrorCountsRepository(Pool pool) {
        this.pool = pool;
    }

    /** Of each length of time that ends at {@code now}, of all of the share's metrics. Who said that a value rests on nothing counted none. */
    public Uni<Map<Duration, ErrorCounts>> counts(
            String system, ErrorShare share, List<Duration> windows, Instant now) {
        var subject = share.objective().subject();
        return pool.preparedQuery("""
                        SELECT w.since, sums.requests, sums.bad, sums.uncounted
                          FROM unnest($1::timestamptz[]) AS w(since), LATERAL (
                            SELECT coalesce(sum(greatest(samples, 1)), 0)::double precision AS requests,
                                   coalesce(sum(greatest(samples, 1) * least(greatest(value, 0), 1)), 0) AS bad,
                                   count(*) FILTER (WHERE samples = 0) AS uncounted
                              FROM series JOIN series_point USING (series_id)
                             WHERE system = $2 AND subject_kind = $3 AND service = $4 AND subject = $5
                               AND metric = ANY ($6) AND scenario = $7 AND branch = $8
                               AND (testbed = ANY ($9) OR cardinality($9::text[]) = 0)
                               AND at > w.since AND at <= $10 AND %s) AS sums""".formatted(MeasuredRows.SAY_SOMETHING))
                .execute(Tuple.from(new Object[] {
                    windows.stream()
                            .map(window -> now.minus(window).atOffset(ZoneOffset.UTC))
                            .toArray(OffsetDateTime[]::new),
                    system,
                    subject.kind().name(),
                    service(subject),
                    subject.name(),
                    share.metrics().toArray(String[]::new),
                    SeriesKey.MEASURED,
                    SeriesKey.MAIN,
                    share.objective().terms().testbeds().toArray(String[]::new),
                    now.atOffset(ZoneOffset.UTC)
                }))
                .map(rows -> {
                    var found = new HashMap<Duration, ErrorCounts>();
                    rows.forEach(row -> found.put(
                            Duration.between(row.getOffsetDateTime("since").toInstant(), now),
                            counts(
                                    share,
                                    Math.round(row.getDouble("requests")),
                                    row.getDouble("bad"),
                                    row.getLong("uncounted"))));
                    return Map.copyOf(found);
                });
    }

    private static ErrorCounts counts(ErrorShare share, long requests, double shares, long uncounted) {
        return new ErrorCounts(requests, share.ofSuccess() ? requests - shares : shares, uncounted);
    }

    private static String service(Subject subject) {
        return subject.service() == null ? "" : subject.service();
    }
}
