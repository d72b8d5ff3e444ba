package io.belastbar.web.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

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

    /** Completes a row with the outcome. */
    Uni<Void> finish(long id, int status) {
        return pool.preparedQuery("UPDATE audit_log SET status = $2, finished_at = clock_timestamp() WHERE id = $1")
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
}
