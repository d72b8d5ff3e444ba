package io.belastbar.budget.escalation;

import io.belastbar.budget.escalation.course.Standing;
import io.belastbar.contracts.Severity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Escalations as they are shown, acknowledged and told again. */
@ApplicationScoped
class EscalationRepository {

    private static final String COLUMNS = """
            escalation_id, sequence, system, rule, to_role, fingerprint, number, severity, component, title, reason,
            reason_german, occurrences, escalated_at, last_seen_at, repeats, next_repeat_at, acknowledged_at,
            acknowledged_by, note, closed_at, closed_as""";

    private final Pool pool;
    private final CourseRepository courses;

    EscalationRepository(Pool pool, CourseRepository courses) {
        this.pool = pool;
        this.courses = courses;
    }

    /**
     * An escalation whose reminder is due.
     *
     * @param repeat as its rule said when it was made; null: never
     * @param plannedAt when the reminder was due
     */
    record Reminded(Escalation escalation, Standing standing, Duration repeat, Instant plannedAt) {}

    /** The newest first, those before {@code sequence}. */
    Uni<List<Escalation>> before(String system, long sequence, int limit) {
        return pool.preparedQuery("SELECT " + COLUMNS
                        + " FROM escalation WHERE system = $1 AND sequence < $2 ORDER BY sequence DESC LIMIT $3")
                .execute(Tuple.of(system, sequence, limit))
                .map(rows -> rows.stream().map(EscalationRepository::escalation).toList());
    }

    Uni<Optional<Escalation>> byId(UUID id) {
        return pool.preparedQuery("SELECT " + COLUMNS + " FROM escalation WHERE escalation_id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().findFirst().map(EscalationRepository::escalation));
    }

    /** Everybody who said that he looks after it, the first to say so first. */
    Uni<List<EscalationDetail.Acknowledgement>> acknowledgements(UUID id) {
        return pool.preparedQuery("""
                        SELECT acknowledged_at, acknowledged_by, note FROM escalation_acknowledgement
                         WHERE escalation_id = $1 ORDER BY sequence""").execute(Tuple.of(id)).map(rows -> rows.stream()
                .map(row -> new EscalationDetail.Acknowledgement(
                        instant(row, "acknowledged_at"), row.getString("acknowledged_by"), row.getString("note")))
                .toList());
    }

    /** Notes who looks after it; the first one stays at the escalation itself. False if there is no such escalation. */
    Uni<Boolean> acknowledge(SqlConnection transaction, UUID id, String author, String note) {
        return transaction
                .preparedQuery("""
                        UPDATE escalation
                           SET acknowledged_by = coalesce(acknowledged_by, $2),
                               note = CASE WHEN acknowledged_at IS NULL THEN $3 ELSE note END,
                               acknowledged_at = coalesce(acknowledged_at, now()), next_repeat_at = NULL
                         WHERE escalation_id = $1""")
                .execute(Tuple.of(id, author, note))
                .map(rows -> rows.rowCount() == 1)
                .call(found -> found
                        ? transaction.preparedQuery("""
                                        INSERT INTO escalation_acknowledgement
                                               (escalation_id, acknowledged_at, acknowledged_by, note)
                                        VALUES ($1, now(), $2, $3)""").execute(Tuple.of(id, author, note))
                        : Uni.createFrom().voidItem());
    }

    Uni<Void> endReminders(SqlConnection transaction, UUID id) {
        return courses.reminders().remove(transaction, id.toString()).replaceWithVoid();
    }

    /** An escalation whose reminder is due; it stays as it is until the transaction ends. */
    Uni<Optional<Reminded>> reminded(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery("SELECT " + COLUMNS + ", repeat_ms, told_at, signal_at"
                        + " FROM escalation WHERE escalation_id = $1 FOR UPDATE")
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().findFirst().map(EscalationRepository::reminded));
    }

    /** Counts that it is told again now, and sets when it is the next time. */
    Uni<Void> repeat(SqlConnection transaction, UUID id, Instant now, Instant next) {
        return transaction
                .preparedQuery("""
                        UPDATE escalation SET repeats = repeats + 1, told_at = $2, next_repeat_at = $3
                         WHERE escalation_id = $1""")
                .execute(Tuple.of(id, now.atOffset(ZoneOffset.UTC), next.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Sets when it is told again. */
    Uni<Void> postpone(SqlConnection transaction, UUID id, Instant next) {
        return transaction
                .preparedQuery("UPDATE escalation SET next_repeat_at = $2 WHERE escalation_id = $1")
                .execute(Tuple.of(id, next.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Sets when the next reminder is due, without one now; empty if none is due any more. */
    Uni<Optional<Instant>> passOverRepeat(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery("""
                        UPDATE escalation SET next_repeat_at = now() + repeat_ms * interval '1 millisecond'
                         WHERE escalation_id = $1 AND acknowledged_at IS NULL AND closed_at IS NULL
                        RETURNING next_repeat_at""").execute(Tuple.of(id)).map(rows -> rows.stream()
                .findFirst()
                .map(row -> row.getOffsetDateTime(0).toInstant()));
    }

    private static Reminded reminded(Row row) {
        var escalation = escalation(row);
        var told = instant(row, "told_at");
        var standing = new Standing(
                escalation.escalationId(),
                Severity.valueOf(escalation.severity()),
                escalation.escalatedAt(),
                instant(row, "signal_at"),
                told == null ? escalation.escalatedAt() : told,
                escalation.acknowledgedAt(),
                escalation.closedAt());
        var repeat = row.getLong("repeat_ms");
        return new Reminded(
                escalation,
                standing,
                repeat == null ? null : Duration.ofMillis(repeat),
                Optional.ofNullable(escalation.nextRepeatAt()).orElse(standing.toldAt()));
    }

    private static Escalation escalation(Row row) {
        return new Escalation(
                row.getUUID("escalation_id"),
                row.getLong("sequence"),
                row.getString("system"),
                row.getString("rule"),
                row.getString("to_role"),
                row.getString("fingerprint"),
                row.getString("number"),
                row.getString("severity"),
                row.getString("component"),
                row.getString("title"),
                row.getString("reason"),
                row.getString("reason_german"),
                row.getInteger("occurrences"),
                instant(row, "escalated_at"),
                instant(row, "last_seen_at"),
                row.getInteger("repeats"),
                instant(row, "next_repeat_at"),
                instant(row, "acknowledged_at"),
                row.getString("acknowledged_by"),
                row.getString("note"),
                instant(row, "closed_at"),
                row.getString("closed_as"));
    }

    static Instant instant(Row row, String column) {
        var at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
