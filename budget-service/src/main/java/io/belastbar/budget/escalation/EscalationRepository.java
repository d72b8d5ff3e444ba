package io.belastbar.budget.escalation;

import io.belastbar.budget.escalation.rules.EscalationRule;
import io.belastbar.budget.escalation.signal.Signal;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Escalations and what is counted for them. */
@ApplicationScoped
class EscalationRepository {

    private static final String COLUMNS = """
            escalation_id, sequence, system, rule, to_role, fingerprint, number, severity, component, title, reason,
            reason_german, occurrences, escalated_at, last_seen_at, repeats, next_repeat_at, acknowledged_at,
            acknowledged_by, note""";

    private final Pool pool;
    private final LeasedWork<Void> reminders;

    EscalationRepository(Pool pool, Workers workers) {
        this.pool = pool;
        this.reminders = workers.queue("reminders", PayloadFormat.NONE);
    }

    /** Lets one signal of the same cause and rule at a time through, until the transaction ends. */
    Uni<Void> lock(SqlConnection transaction, String system, EscalationRule rule, Signal signal) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended('belastbar.escalation.' || $1, 0))")
                .execute(Tuple.of(system + "/" + rule.name() + "/" + signal.fingerprint()))
                .replaceWithVoid();
    }

    Uni<Void> noteNumber(SqlConnection transaction, String fingerprint, String number) {
        return transaction
                .preparedQuery("""
                        INSERT INTO escalation_finding (fingerprint, number) VALUES ($1, $2)
                            ON CONFLICT (fingerprint) DO UPDATE SET number = excluded.number""")
                .execute(Tuple.of(fingerprint, number))
                .replaceWithVoid();
    }

    Uni<Optional<String>> number(SqlConnection transaction, String fingerprint) {
        return transaction
                .preparedQuery("SELECT number FROM escalation_finding WHERE fingerprint = $1")
                .execute(Tuple.of(fingerprint))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .findFirst());
    }

    /** Notes that it happened and forgets what is older than the rule's period. */
    Uni<Void> noteSignal(SqlConnection transaction, String system, EscalationRule rule, Signal signal) {
        return transaction
                .preparedQuery("""
                        WITH forgotten AS (
                            DELETE FROM escalation_signal
                             WHERE system = $1 AND rule = $2 AND fingerprint = $3 AND at < $5)
                        INSERT INTO escalation_signal (system, rule, fingerprint, at) VALUES ($1, $2, $3, $4)""")
                .execute(Tuple.of(
                        system,
                        rule.name(),
                        signal.fingerprint(),
                        offset(signal.at()),
                        offset(signal.at().minus(rule.within()))))
                .replaceWithVoid();
    }

    /** How often it happened within the rule's period, up to this signal. */
    Uni<Long> count(SqlConnection transaction, String system, EscalationRule rule, Signal signal) {
        return transaction
                .preparedQuery("""
                        SELECT count(*) FROM escalation_signal
                         WHERE system = $1 AND rule = $2 AND fingerprint = $3 AND at BETWEEN $4 AND $5""")
                .execute(Tuple.of(
                        system,
                        rule.name(),
                        signal.fingerprint(),
                        offset(signal.at().minus(rule.within())),
                        offset(signal.at())))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Counts it to the escalation that tells of it already; false if there is none within {@code deduplicate}. */
    Uni<Boolean> again(SqlConnection transaction, String system, EscalationRule rule, Signal signal) {
        return transaction
                .preparedQuery("""
                        UPDATE escalation SET occurrences = occurrences + 1, last_seen_at = now()
                         WHERE escalation_id = (
                            SELECT escalation_id FROM escalation
                             WHERE system = $1 AND rule = $2 AND fingerprint = $3
                               AND escalated_at > now() - $4 * interval '1 millisecond'
                             ORDER BY escalated_at DESC LIMIT 1)""")
                .execute(Tuple.of(system, rule.name(), signal.fingerprint(), (double)
                        rule.deduplicate().toMillis()))
                .map(rows -> rows.rowCount() > 0);
    }

    Uni<Void> insert(SqlConnection transaction, UUID id, String system, EscalationRule rule, Signal signal) {
        var repeat = rule.repeat() == null ? null : rule.repeat().toMillis();
        return transaction
                .preparedQuery("""
                        INSERT INTO escalation (escalation_id, system, rule, to_role, fingerprint, number, severity,
                               component, title, reason, reason_german, repeat_ms, next_repeat_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::bigint,
                                now() + $12::bigint * interval '1 millisecond')""")
                .execute(Tuple.from(new Object[] {
                    id,
                    system,
                    rule.name(),
                    rule.role(),
                    signal.fingerprint(),
                    signal.number(),
                    signal.severity().name(),
                    signal.component(),
                    signal.title(),
                    rule.reason().english(),
                    rule.reason().german(),
                    repeat
                }))
                .chain(() -> repeat == null
                        ? Uni.createFrom().voidItem()
                        : reminders.enqueue(
                                transaction, id.toString(), null, Instant.now().plus(rule.repeat())));
    }

    /** The newest first, those before {@code sequence}. */
    Uni<List<Escalation>> before(String system, long sequence, int limit) {
        return pool.preparedQuery("SELECT " + COLUMNS
                        + " FROM escalation WHERE system = $1 AND sequence < $2 ORDER BY sequence DESC LIMIT $3")
                .execute(Tuple.of(system, sequence, limit))
                .map(EscalationRepository::escalations);
    }

    Uni<Optional<Escalation>> byId(UUID id) {
        return pool.preparedQuery("SELECT " + COLUMNS + " FROM escalation WHERE escalation_id = $1")
                .execute(Tuple.of(id))
                .map(rows -> escalations(rows).stream().findFirst());
    }

    /** False if somebody has acknowledged it already. */
    Uni<Boolean> acknowledge(SqlConnection transaction, UUID id, String author, String note) {
        return transaction
                .preparedQuery("""
                        UPDATE escalation
                           SET acknowledged_at = now(), acknowledged_by = $2, note = $3, next_repeat_at = NULL
                         WHERE escalation_id = $1 AND acknowledged_at IS NULL""")
                .execute(Tuple.of(id, author, note))
                .map(rows -> rows.rowCount() == 1)
                .call(() -> reminders.remove(transaction, id.toString()));
    }

    /** Its items are the ids of escalations that are told again until somebody acknowledges them. */
    LeasedWork<Void> reminders() {
        return reminders;
    }

    /** Counts that an escalation is told again, and sets when it is the next time; empty if it is acknowledged. */
    Uni<Optional<Escalation>> repeat(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery("""
                        UPDATE escalation
                           SET repeats = repeats + 1, next_repeat_at = now() + repeat_ms * interval '1 millisecond'
                         WHERE escalation_id = $1 AND acknowledged_at IS NULL""" + " RETURNING " + COLUMNS)
                .execute(Tuple.of(id))
                .map(rows -> escalations(rows).stream().findFirst());
    }

    /** Sets when the next reminder is due, without one now; empty if it is acknowledged. */
    Uni<Optional<Instant>> passOverRepeat(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery("""
                        UPDATE escalation SET next_repeat_at = now() + repeat_ms * interval '1 millisecond'
                         WHERE escalation_id = $1 AND acknowledged_at IS NULL RETURNING next_repeat_at""").execute(Tuple.of(id)).map(rows -> rows.stream()
                .findFirst()
                .map(row -> row.getOffsetDateTime(0).toInstant()));
    }

    private static List<Escalation> escalations(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(EscalationRepository::escalation)
                .toList();
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
                instant(row.getOffsetDateTime("escalated_at")),
                instant(row.getOffsetDateTime("last_seen_at")),
                row.getInteger("repeats"),
                instant(row.getOffsetDateTime("next_repeat_at")),
                instant(row.getOffsetDateTime("acknowledged_at")),
                row.getString("acknowledged_by"),
                row.getString("note"));
    }

    private static Instant instant(OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime offset(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
