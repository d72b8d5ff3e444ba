package io.belastbar.budget.health;

import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Where alerts stand; they survive a restart. */
@ApplicationScoped
class AlertRepository {

    private final Pool pool;

    AlertRepository(Pool pool) {
        this.pool = pool;
    }

    /** Empty before the first value. */
    Uni<Optional<AlertState>> find(SeriesKey key, Objective objective) {
        return pool.preparedQuery("""
                        SELECT status, pending, streak, value, seen_at, changed_at FROM alert
                         WHERE system = $1 AND subject_kind = $2 AND service = $3 AND subject = $4 AND metric = $5
                           AND scenario = $6 AND limit_text = $7""").execute(identity(key, objective)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(AlertRepository::state)
                .findFirst());
    }

    /** Writes a newer state; false if another replica has seen the same values already. */
    Uni<Boolean> write(SqlConnection transaction, SeriesKey key, Objective objective, AlertState state) {
        return transaction
                .preparedQuery("""
                        INSERT INTO alert (system, subject_kind, service, subject, metric, scenario, limit_text,
                                           status, pending, streak, value, seen_at, changed_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                            ON CONFLICT (system, subject_kind, service, subject, metric, scenario, limit_text)
                            DO UPDATE SET status = $8, pending = $9, streak = $10, value = $11, seen_at = $12,
                                          changed_at = $13
                                    WHERE alert.seen_at < $12""")
                .execute(identity(key, objective)
                        .addString(state.status().name())
                        .addString(state.pending().name())
                        .addInteger(state.streak())
                        .addDouble(state.value())
                        .addOffsetDateTime(state.seenAt().atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(state.changedAt().atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** How many alerts are raised, by status; of all systems. */
    Uni<Map<MetricStatus, Long>> raised() {
        return pool.query("SELECT status, count(*) FROM alert WHERE status <> 'OK' GROUP BY status")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.toMap(
                                row -> MetricStatus.valueOf(row.getString(0)), row -> row.getLong(1))));
    }

    private static Tuple identity(SeriesKey key, Objective objective) {
        var values = Tuple.of(
                key.system(),
                key.subject().kind().name(),
                key.subject().service() == null ? "" : key.subject().service(),
                key.subject().name(),
                key.metric(),
                key.scenario());
        return values.addString(objective.limitText());
    }

    private static AlertState state(Row row) {
        return new AlertState(
                MetricStatus.valueOf(row.getString("status")),
                MetricStatus.valueOf(row.getString("pending")),
                row.getInteger("streak"),
                row.getDouble("value"),
                row.getOffsetDateTime("seen_at").toInstant(),
                row.getOffsetDateTime("changed_at").toInstant());
    }
}
