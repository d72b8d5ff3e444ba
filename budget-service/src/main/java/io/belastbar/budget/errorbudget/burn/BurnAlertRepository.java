package io.belastbar.budget.errorbudget.burn;

import io.belastbar.budget.series.SeriesRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Where the alerts of error budgets stand. */
@ApplicationScoped
class BurnAlertRepository {

    private final Pool pool;

    BurnAlertRepository(Pool pool) {
        this.pool = pool;
    }

    /** Of a system; none for what never burned. */
    Uni<Map<BurnKey, BurnState>> all(String system) {
        return pool.preparedQuery("""
                        SELECT system, subject_kind, service, subject, metric, speed, changed_at, burning_at, seen_at
                          FROM burn_alert WHERE system = $1""").execute(Tuple.of(system)).map(rows -> {
            var states = new HashMap<BurnKey, BurnState>();
            rows.forEach(row -> states.put(key(row), state(row)));
            return states;
        });
    }

    /** The systems with a raised alert, whatever they promise now. */
    Uni<List<String>> systems() {
        return pool.query("SELECT DISTINCT system FROM burn_alert WHERE speed <> 'NONE'")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList());
    }

    /** Takes the place of the state that was read; false if another replica was first. */
    Uni<Boolean> replace(SqlConnection transaction, BurnKey key, BurnState before, BurnState after) {
        return transaction
                .preparedQuery("""
                        INSERT INTO burn_alert (system, subject_kind, service, subject, metric,
                                                speed, changed_at, burning_at, seen_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                            ON CONFLICT (system, subject_kind, service, subject, metric)
                            DO UPDATE SET speed = $6, changed_at = $7, burning_at = $8, seen_at = $9
                                    WHERE burn_alert.seen_at = $10""")
                .execute(Tuple.from(new Object[] {
                    key.system(),
                    key.subject().kind().name(),
                    key.subject().service() == null ? "" : key.subject().service(),
                    key.subject().name(),
                    key.metric(),
                    after.speed().name(),
                    after.changedAt().atOffset(ZoneOffset.UTC),
                    after.burningAt().atOffset(ZoneOffset.UTC),
                    after.seenAt().atOffset(ZoneOffset.UTC),
                    before.seenAt().atOffset(ZoneOffset.UTC)
                }))
                .map(rows -> rows.rowCount() == 1);
    }

    private static BurnKey key(Row row) {
        return new BurnKey(row.getString("system"), SeriesRepository.subject(row), row.getString("metric"));
    }

    private static BurnState state(Row row) {
        return new BurnState(
                Speed.valueOf(row.getString("speed")),
                at(row, "changed_at"),
                at(row, "burning_at"),
                at(row, "seen_at"));
    }

    private static Instant at(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
