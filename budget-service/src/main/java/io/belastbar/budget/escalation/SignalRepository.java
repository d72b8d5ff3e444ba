package io.belastbar.budget.escalation;

import io.belastbar.budget.escalation.EscalationPublisher.Case;
import io.belastbar.contracts.FindingStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What is known of causes before anybody is told of them: when they came up, and the findings that they are. */
@ApplicationScoped
class SignalRepository {

    /**
     * A finding in the register.
     *
     * @param decided whether somebody accepted or rejected it
     */
    record Known(String number, boolean decided) {}

    /** Lets one signal of the same cause and rule at a time through, until the transaction ends. */
    Uni<Void> lock(SqlConnection transaction, Case one) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended('belastbar.escalation.' || $1, 0))")
                .execute(Tuple.of(one.system() + "/" + one.rule().name() + "/"
                        + one.signal().fingerprint()))
                .replaceWithVoid();
    }

    /** Its number from now on; what was told of it goes on under that number too. */
    Uni<Void> noteNumber(SqlConnection transaction, String system, String fingerprint, String number) {
        return transaction
                .preparedQuery("""
                        INSERT INTO escalation_finding (fingerprint, number) VALUES ($1, $2)
                            ON CONFLICT (fingerprint) DO UPDATE SET number = excluded.number""")
                .execute(Tuple.of(fingerprint, number))
                .chain(() -> transaction.preparedQuery("""
                                UPDATE escalation SET number = $2
                                 WHERE system = $3 AND fingerprint = $1 AND number IS DISTINCT FROM $2
                                   AND closed_at IS NULL""").execute(Tuple.of(fingerprint, number, system)))
                .replaceWithVoid();
    }

    Uni<Void> noteStatus(SqlConnection transaction, String fingerprint, String number, FindingStatus status) {
        return transaction
                .preparedQuery("""
                        INSERT INTO escalation_finding (fingerprint, number, status) VALUES ($1, $2, $3)
                            ON CONFLICT (fingerprint) DO UPDATE SET status = excluded.status""")
                .execute(Tuple.of(fingerprint, number, status.name()))
                .replaceWithVoid();
    }

    Uni<Optional<Known>> finding(SqlConnection transaction, String fingerprint) {
        return transaction.preparedQuery("""
                        SELECT number, coalesce(status IN ('ACCEPTED', 'REJECTED'), false)
                          FROM escalation_finding WHERE fingerprint = $1""").execute(Tuple.of(fingerprint)).map(rows -> rows.stream()
                .findFirst()
                .map(row -> new Known(row.getString(0), row.getBoolean(1))));
    }

    /** Notes that it happened, and forgets what is too old to count with anything that may still arrive. */
    Uni<Void> note(SqlConnection transaction, Case one) {
        var at = one.signal().at();
        var forgotten = at.minus(one.rule().within().multipliedBy(2));
        return transaction
                .preparedQuery("""
                        WITH forgotten AS (
                            DELETE FROM escalation_signal
                             WHERE system = $1 AND rule = $2 AND fingerprint = $3 AND at < $5)
                        INSERT INTO escalation_signal (system, rule, fingerprint, at) VALUES ($1, $2, $3, $4)""")
                .execute(Tuple.from(new Object[] {
                    one.system(), one.rule().name(), one.signal().fingerprint(), offset(at), offset(forgotten)
                }))
                .replaceWithVoid();
    }

    /** When the same happened about the time of a signal: as many before and after as the rule's {@code times} need. */
    Uni<List<Instant>> about(SqlConnection transaction, Case one) {
        var at = one.signal().at();
        var within = one.rule().within();
        return transaction
                .preparedQuery("""
                        (SELECT at FROM escalation_signal
                          WHERE system = $1 AND rule = $2 AND fingerprint = $3 AND at BETWEEN $4 AND $5
                          ORDER BY at DESC LIMIT $7)
                        UNION ALL
                        (SELECT at FROM escalation_signal
                          WHERE system = $1 AND rule = $2 AND fingerprint = $3 AND at > $5 AND at <= $6
                          ORDER BY at LIMIT $7)""")
                .execute(Tuple.from(new Object[] {
                    one.system(),
                    one.rule().name(),
                    one.signal().fingerprint(),
                    offset(at.minus(within)),
                    offset(at),
                    offset(at.plus(within)),
                    (long) one.rule().times()
                }))
                .map(rows -> rows.stream()
                        .map(row -> row.getOffsetDateTime(0).toInstant())
                        .toList());
    }

    private static OffsetDateTime offset(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
