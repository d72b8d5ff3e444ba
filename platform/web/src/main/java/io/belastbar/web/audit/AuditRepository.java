package io.belastbar.web.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The audit log of a service, in its own schema. */
@ApplicationScoped
public class AuditRepository {

    private final Pool pool;

    AuditRepository(Pool pool) {
        this.pool = pool;
    }

    /** Records a domain action in the transaction that does it: both happen or neither. */
    public Uni<Void> record(SqlConnection transaction, String principal, String action, String subject, String detail) {
        return transaction
                .preparedQuery("""
                        INSERT INTO audit_log (principal, action, subject, detail, finished_at)
                        VALUES ($1, $2, $3, $4, clock_timestamp())""")
                .execute(Tuple.of(principal, action, subject, detail))
                .replaceWithVoid();
    }

    /** Records that a request is about to run; answers the id of its row. */
    Uni<Long> begin(AuditEntry entry) {
        return pool.preparedQuery("""
                        INSERT INTO audit_log (principal, roles, action, subject)
                        VALUES ($1, $2, $3, $4) RETURNING id""")
                .execute(Tuple.of(entry.principal(), entry.rolesText(), entry.action(), entry.subject()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Completes a row with the outcome, by a row of its own: the log is only added to. */
    Uni<Void> finish(long id, int status) {
        return pool.preparedQuery("INSERT INTO audit_outcome (entry, status) VALUES ($1, $2)")
                .execute(Tuple.of(id, status))
                .replaceWithVoid();
    }

    /** Records a request that was refused before it could run. */
    Uni<Void> refused(AuditEntry entry, int status) {
        return pool.preparedQuery("""
                        INSERT INTO audit_log (principal, roles, action, subject, status, finished_at)
                        VALUES ($1, $2, $3, $4, $5, clock_timestamp())""")
                .execute(Tuple.of(entry.principal(), entry.rolesText(), entry.action(), entry.subject(), status))
                .replaceWithVoid();
    }

    /** The newest records below an id. */
    Uni<List<AuditRow>> list(AuditQuery wanted, long belowId, int limit) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(belowId);
        parameters.add(wanted.principal());
        parameters.add(wanted.action());
        parameters.add(wanted.object());
        parameters.add(wanted.below());
        parameters.add(time(wanted.from()));
        parameters.add(time(wanted.to()));
        parameters.add(limit);
        return pool.preparedQuery("""
                        SELECT log.id, log.started_at, coalesce(log.finished_at, outcome.finished_at) AS finished_at,
                               log.principal, log.roles, log.action, log.subject,
                               coalesce(log.status, outcome.status) AS status, log.detail
                          FROM audit_log AS log LEFT JOIN audit_outcome AS outcome ON outcome.entry = log.id
                         WHERE log.id < $1
                           AND ($2::text IS NULL OR log.principal = $2)
                           AND ($3::text IS NULL OR log.action = $3)
                           AND ($4::text IS NULL OR log.subject = $4 OR log.subject LIKE $5)
                           AND ($6::timestamptz IS NULL OR log.started_at >= $6)
                           AND ($7::timestamptz IS NULL OR log.started_at < $7)
                         ORDER BY log.id DESC LIMIT $8""").execute(Tuple.tuple(parameters)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(AuditRepository::row)
                .toList());
    }

    private static AuditRow row(Row row) {
        OffsetDateTime finished = row.getOffsetDateTime("finished_at");
        String roles = row.getString("roles");
        return new AuditRow(
                row.getLong("id"),
                row.getOffsetDateTime("started_at").toInstant(),
                finished == null ? null : finished.toInstant(),
                row.getString("principal"),
                roles.isEmpty() ? List.of() : List.of(roles.split(",")),
                row.getString("action"),
                row.getString("subject"),
                row.getInteger("status"),
                row.getString("detail"));
    }

    private static OffsetDateTime time(Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
