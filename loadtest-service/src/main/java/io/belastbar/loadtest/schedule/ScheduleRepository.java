package io.belastbar.loadtest.schedule;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The table of schedules. */
@ApplicationScoped
public class ScheduleRepository {

    private final Pool pool;

    ScheduleRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<Schedule>> find(String system, String scenario) {
        return pool.preparedQuery("SELECT * FROM schedule WHERE system = $1 AND scenario = $2")
                .execute(Tuple.of(system, scenario))
                .map(ScheduleRepository::first);
    }

    /** Writers of one schedule take turns until their transactions end, also while there is none. */
    Uni<Optional<Schedule>> lock(SqlConnection transaction, String system, String scenario) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtext('schedule'), hashtext($1))")
                .execute(Tuple.of(system + "/" + scenario))
                .chain(() -> transaction
                        .preparedQuery("SELECT * FROM schedule WHERE system = $1 AND scenario = $2 FOR UPDATE")
                        .execute(Tuple.of(system, scenario)))
                .map(ScheduleRepository::first);
    }

    /** By the name of the scenario, those that come after the given one. */
    Uni<List<Schedule>> list(String system, String after, int limit) {
        return pool.preparedQuery("""
                        SELECT * FROM schedule WHERE system = $1 AND scenario > $2
                        ORDER BY scenario LIMIT $3""").execute(Tuple.of(system, after, limit)).map(ScheduleRepository::all);
    }

    /** What came of its last fire time stays. */
    Uni<Void> store(SqlConnection transaction, Schedule schedule) {
        return transaction
                .preparedQuery("""
                        INSERT INTO schedule (system, scenario, cron, time_zone, enabled, updated_at, updated_by, budget)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                        ON CONFLICT (system, scenario) DO UPDATE
                        SET cron = $3, time_zone = $4, enabled = $5, updated_at = $6, updated_by = $7, budget = $8""")
                .execute(Tuple.of(
                                schedule.system(),
                                schedule.scenario(),
                                schedule.settings().cron(),
                                schedule.settings().zone().getId(),
                                schedule.settings().enabled())
                        .addOffsetDateTime(utc(schedule.updatedAt()))
                        .addString(schedule.updatedBy())
                        .addBoolean(schedule.settings().budget()))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection transaction, String system, String scenario) {
        return transaction
                .preparedQuery("DELETE FROM schedule WHERE system = $1 AND scenario = $2")
                .execute(Tuple.of(system, scenario))
                .replaceWithVoid();
    }

    /** As it is, in the caller's transaction; empty if there is none or it is not enabled. */
    Uni<Optional<Schedule>> enabled(SqlConnection transaction, String system, String scenario) {
        return transaction
                .preparedQuery("SELECT * FROM schedule WHERE system = $1 AND scenario = $2 AND enabled")
                .execute(Tuple.of(system, scenario))
                .map(ScheduleRepository::first);
    }

    /** Notes that nothing came of a fire time, and why. */
    Uni<Void> refuse(SqlConnection transaction, String system, String scenario, Instant fireTime, String reason) {
        return transaction
                .preparedQuery("""
                        UPDATE schedule SET last_fire_at = $3, last_outcome = 'REFUSED', last_detail = $4, last_run_id = NULL
                        WHERE system = $1 AND scenario = $2""")
                .execute(Tuple.of(system, scenario, utc(fireTime), reason))
                .replaceWithVoid();
    }

    /** Whether the last run that it queued has not begun yet. */
    Uni<Boolean> lastRunWaits(SqlConnection transaction, Schedule schedule) {
        if (schedule.last() == null || schedule.last().runId() == null) {
            return Uni.createFrom().item(false);
        }
        return transaction
                .preparedQuery("SELECT 1 FROM test_run WHERE id = $1 AND state = 'QUEUED'")
                .execute(Tuple.of(schedule.last().runId()))
                .map(rows -> rows.size() == 1);
    }

    /** Notes what came of a fire time. */
    Uni<Void> fired(SqlConnection transaction, Schedule schedule, Schedule.Last last) {
        return transaction
                .preparedQuery("""
                        UPDATE schedule SET last_fire_at = $3, last_outcome = $4, last_detail = $5, last_run_id = $6
                        WHERE system = $1 AND scenario = $2""")
                .execute(Tuple.of(schedule.system(), schedule.scenario())
                        .addOffsetDateTime(utc(last.fireTime()))
                        .addString(last.outcome().name())
                        .addString(last.detail())
                        .addUUID(last.runId()))
                .replaceWithVoid();
    }

    private static Optional<Schedule> first(RowSet<Row> rows) {
        return all(rows).stream().findFirst();
    }

    private static List<Schedule> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(ScheduleRepository::schedule)
                .toList();
    }

    private static Schedule schedule(Row row) {
        ScheduleSettings settings = new ScheduleSettings(
                row.getString("cron"),
                ZoneId.of(row.getString("time_zone")),
                row.getBoolean("enabled"),
                row.getBoolean("budget"));
        String outcome = row.getString("last_outcome");
        UUID run = row.getUUID("last_run_id");
        return new Schedule(
                row.getString("system"),
                row.getString("scenario"),
                settings,
                instant(row, "updated_at"),
                row.getString("updated_by"),
                outcome == null
                        ? null
                        : new Schedule.Last(
                                instant(row, "last_fire_at"),
                                Schedule.Outcome.valueOf(outcome),
                                row.getString("last_detail"),
                                run));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime value = row.getOffsetDateTime(column);
        return value == null ? null : value.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
