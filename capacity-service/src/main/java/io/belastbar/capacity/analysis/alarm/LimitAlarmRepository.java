package io.belastbar.capacity.analysis.alarm;

import io.belastbar.contracts.Severity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** The findings about limits that are open. */
@ApplicationScoped
class LimitAlarmRepository {

    /** Those of a system; nobody else changes them until the transaction ends. */
    Uni<List<LimitAlarm>> lock(SqlConnection tx, String system) {
        return tx.preparedQuery("""
                        SELECT system, metric, limit_value, severity, reached_at, told_at FROM limit_alarm
                        WHERE system = $1 ORDER BY fingerprint FOR UPDATE
                        """).execute(Tuple.of(system)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(LimitAlarmRepository::alarm)
                .toList());
    }

    Uni<Void> store(SqlConnection tx, LimitAlarm alarm) {
        return tx.preparedQuery("""
                        INSERT INTO limit_alarm (fingerprint, system, metric, limit_value, severity, reached_at, told_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)
                        ON CONFLICT (system, fingerprint) DO UPDATE
                        SET severity = excluded.severity, reached_at = excluded.reached_at, told_at = excluded.told_at
                        """)
                .execute(Tuple.of(
                                alarm.fingerprint(),
                                alarm.system(),
                                alarm.metric(),
                                alarm.limit(),
                                alarm.severity().name(),
                                alarm.reachedAt().atOffset(ZoneOffset.UTC))
                        .addValue(alarm.toldAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> remove(SqlConnection tx, LimitAlarm alarm) {
        return tx.preparedQuery("DELETE FROM limit_alarm WHERE system = $1 AND fingerprint = $2")
                .execute(Tuple.of(alarm.system(), alarm.fingerprint()))
                .replaceWithVoid();
    }

    private static LimitAlarm alarm(Row row) {
        return new LimitAlarm(
                row.getString("system"),
                row.getString("metric"),
                row.getDouble("limit_value"),
                Severity.valueOf(row.getString("severity")),
                row.getOffsetDateTime("reached_at").toInstant(),
                row.getOffsetDateTime("told_at").toInstant());
    }
}
