package io.belastbar.budget.escalation;

import io.belastbar.budget.escalation.EscalationPublisher.Case;
import io.belastbar.budget.escalation.course.Standing;
import io.belastbar.budget.escalation.course.Step;
import io.belastbar.budget.escalation.signal.Signal;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Escalations as time moves them on. */
@ApplicationScoped
class CourseRepository {

    private static final String STANDING = """
            SELECT escalation_id, severity, escalated_at, signal_at, coalesce(told_at, escalated_at) AS told_at,
                   acknowledged_at, closed_at
              FROM escalation
            """;

    private final LeasedWork<Void> reminders;

    CourseRepository(Workers workers) {
        this.reminders = workers.queue("reminders", PayloadFormat.NONE);
    }

    /** Its items are the ids of escalations that are told again until somebody acknowledges them. */
    LeasedWork<Void> reminders() {
        return reminders;
    }

    /** The newest escalation of a rule and a cause, which stays as it is until the transaction ends. */
    Uni<Optional<Standing>> newest(SqlConnection transaction, Case one) {
        return transaction
                .preparedQuery(STANDING + """
                         WHERE system = $1 AND rule = $2 AND fingerprint = $3
                         ORDER BY escalated_at DESC LIMIT 1 FOR UPDATE""")
                .execute(Tuple.of(one.system(), one.rule().name(), one.signal().fingerprint()))
                .map(rows -> rows.stream().findFirst().map(CourseRepository::standing));
    }

    /** Those of a cause that are not closed, whatever their rule. */
    Uni<List<Standing>> open(SqlConnection transaction, String system, String fingerprint) {
        return transaction
                .preparedQuery(STANDING + """
                         WHERE system = $1 AND fingerprint = $2 AND closed_at IS NULL
                         ORDER BY escalation_id FOR UPDATE""")
                .execute(Tuple.of(system, fingerprint))
                .map(rows -> rows.stream().map(CourseRepository::standing).toList());
    }

    /** Those of them that one of these rules began. */
    Uni<List<Standing>> open(SqlConnection transaction, String system, String fingerprint, List<String> rules) {
        return transaction
                .preparedQuery(STANDING + """
                         WHERE system = $1 AND fingerprint = $2 AND rule = ANY ($3) AND closed_at IS NULL
                         ORDER BY escalation_id FOR UPDATE""")
                .execute(Tuple.of(system, fingerprint, rules.toArray(String[]::new)))
                .map(rows -> rows.stream().map(CourseRepository::standing).toList());
    }

    Uni<Void> insert(SqlConnection transaction, UUID id, Case one, Step.Begin begin, Instant now) {
        var rule = one.rule();
        var signal = one.signal();
        return transaction
                .preparedQuery("""
                        INSERT INTO escalation (escalation_id, system, rule, to_role, fingerprint, number, severity,
                               component, title, reason, reason_german, repeat_ms, next_repeat_at, escalated_at,
                               last_seen_at, told_at, signal_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15, $16)""")
                .execute(Tuple.from(new Object[] {
                    id,
                    one.system(),
                    rule.name(),
                    rule.role(),
                    signal.fingerprint(),
                    signal.number(),
                    rule.severityOf(signal).name(),
                    signal.component(),
                    signal.title(),
                    rule.reason().english(),
                    rule.reason().german(),
                    rule.repeat() == null ? null : rule.repeat().toMillis(),
                    offset(begin.reminder()),
                    offset(now),
                    offset(begin.due()),
                    offset(signal.raisedAt())
                }))
                .chain(() -> remind(transaction, id, begin.reminder()));
    }

    private Uni<Void> remind(SqlConnection transaction, UUID id, Instant at) {
        return at == null
                ? Uni.createFrom().voidItem()
                : reminders
                        .remove(transaction, id.toString())
                        .chain(() -> reminders.enqueue(transaction, id.toString(), null, at));
    }

    /** It happened once more. */
    Uni<Void> count(SqlConnection transaction, UUID id, Signal signal) {
        return transaction
                .preparedQuery("""
                        UPDATE escalation
                           SET occurrences = occurrences + 1, last_seen_at = now(),
                               signal_at = greatest(signal_at, $2)
                         WHERE escalation_id = $1""")
                .execute(Tuple.of(id, offset(signal.raisedAt())))
                .replaceWithVoid();
    }

    /** It happened once more, and is worse; who acknowledged it had seen less, so that it is reminded of anew. */
    Uni<Void> worse(SqlConnection transaction, UUID id, Case one, Step.Worse worse) {
        return count(transaction, id, one.signal())
                .chain(() -> transaction.preparedQuery("""
                                UPDATE escalation
                                   SET severity = $2, title = $3, told_at = $4, next_repeat_at = $5,
                                       acknowledged_at = NULL, acknowledged_by = NULL, note = NULL
                                 WHERE escalation_id = $1""").execute(Tuple.from(new Object[] {
                    id,
                    one.rule().severityOf(one.signal()).name(),
                    one.signal().title(),
                    offset(worse.due()),
                    offset(worse.reminder())
                })))
                .chain(() -> remind(transaction, id, worse.reminder()));
    }

    Uni<String> title(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery("SELECT title FROM escalation WHERE escalation_id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.iterator().next().getString(0));
    }

    Uni<Void> told(SqlConnection transaction, UUID id, Instant due) {
        return transaction
                .preparedQuery("UPDATE escalation SET told_at = $2 WHERE escalation_id = $1")
                .execute(Tuple.of(id, offset(due)))
                .replaceWithVoid();
    }

    /** Its cause is over, or decided on: nobody is reminded of it. */
    Uni<Void> close(SqlConnection transaction, UUID id, FindingStatus as, Instant at) {
        return transaction
                .preparedQuery("""
                        UPDATE escalation SET closed_at = $2, closed_as = $3, next_repeat_at = NULL
                         WHERE escalation_id = $1""")
                .execute(Tuple.of(id, offset(at), as.name()))
                .chain(() -> reminders.remove(transaction, id.toString()))
                .replaceWithVoid();
    }

    private static Standing standing(Row row) {
        return new Standing(
                row.getUUID("escalation_id"),
                Severity.valueOf(row.getString("severity")),
                EscalationRepository.instant(row, "escalated_at"),
                EscalationRepository.instant(row, "signal_at"),
                EscalationRepository.instant(row, "told_at"),
                EscalationRepository.instant(row, "acknowledged_at"),
                EscalationRepository.instant(row, "closed_at"));
    }

    private static OffsetDateTime offset(Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
