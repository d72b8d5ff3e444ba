package io.belastbar.examples.smartbav.webhook;

import io.belastbar.examples.smartbav.database.DatabaseGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The insurer's events, each with its effect in one statement: there is no moment with the one and not the other. */
@ApplicationScoped
class EventRepository {
    private static final String PROCESS_ONCE = """
            WITH seen AS (
                INSERT INTO insurer_events AS e (id, type, quote_id)
                VALUES ($1, $2, $3)
                ON CONFLICT (id) DO UPDATE SET arrivals = e.arrivals + 1
                RETURNING arrivals
            ), applied AS (
                INSERT INTO quote_status AS q (quote_id, status, revision)
                SELECT $3, $4, $5 FROM seen WHERE arrivals = 1 AND $2 = 'offer.updated'
                ON CONFLICT (quote_id) DO UPDATE
                SET status = CASE WHEN excluded.revision >= q.revision THEN excluded.status ELSE q.status END,
                    revision = greatest(excluded.revision, q.revision),
                    updates = q.updates + 1, updated_at = clock_timestamp()
            )
            SELECT arrivals FROM seen
            """;
    private static final String COUNT = """
            SELECT count(*) AS events, coalesce(sum(arrivals), 0) AS arrivals,
                   count(*) FILTER (WHERE type = 'offer.updated') AS due,
                   (SELECT coalesce(sum(updates), 0) FROM quote_status) AS updates
            FROM insurer_events
            """;
    private static final String FORGET = """
            WITH forgotten AS (
                DELETE FROM insurer_events
                WHERE received_at < now() - $1::bigint * interval '1 second'
                RETURNING type, quote_id
            ), less AS (
                UPDATE quote_status q SET updates = q.updates - gone.events
                FROM (SELECT quote_id, count(*) AS events FROM forgotten WHERE type = 'offer.updated' GROUP BY quote_id)
                     AS gone
                WHERE q.quote_id = gone.quote_id
            )
            SELECT count(*) AS events FROM forgotten
            """;

    private final Pool pool;
    private final DatabaseGuard guard;

    EventRepository(Pool pool, DatabaseGuard guard) {
        this.pool = pool;
        this.guard = guard;
    }

    /**
     * What is stored, of all instances.
     *
     * @param events distinct ones, of the time in which they are remembered
     * @param arrivals of them, repetitions included
     * @param updates that they made to quotes
     * @param twice updates that no event of them accounts for: one for each that was processed a second time
     */
    public record Count(long events, long arrivals, long updates, long twice) {}

    /** True the first time. */
    Uni<Boolean> processOnce(InsurerEvent event) {
        var row = Tuple.of(event.id(), event.type(), event.quoteId(), event.status(), event.revision());
        return guard.call(() -> pool.preparedQuery(PROCESS_ONCE).execute(row))
                .map(rows -> rows.iterator().next().getInteger("arrivals") == 1);
    }

    Uni<Count> count() {
        return guard.call(() -> pool.preparedQuery(COUNT).execute())
                .map(rows -> count(rows.iterator().next()));
    }

    Uni<Integer> forgetOlderThan(Duration age) {
        return guard.call(() -> pool.preparedQuery(FORGET).execute(Tuple.of(age.toSeconds())))
                .map(rows -> Math.toIntExact(rows.iterator().next().getLong("events")));
    }

    private static Count count(Row row) {
        long updates = row.getLong("updates");
        return new Count(
                row.getLong("events"), row.getLong("arrivals"), updates, Math.max(0, updates - row.getLong("due")));
    }
}
