package io.belastbar.web.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Who owns the audit log of this service. */
@ApplicationScoped
public class AuditOwnerRepository {

    private final Pool pool;

    AuditOwnerRepository(Pool pool) {
        this.pool = pool;
    }

    /** Whether an administrator has prepared an owner in this database. */
    Uni<Boolean> canBeTakenOver() {
        return pool.query("SELECT to_regprocedure('belastbar_audit.take_over(name)') IS NOT NULL AS prepared")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("prepared"));
    }

    /** Gives the log to that owner; false if it was his before. */
    Uni<Boolean> takeOver() {
        return pool.query("SELECT belastbar_audit.take_over(current_schema()) AS taken")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("taken"));
    }

    /** The service's own role if it can change the log: as its owner, or as the owner of its schema; else empty. */
    Uni<Optional<String>> ownRole() {
        return pool.query("""
                        SELECT current_user::text AS role FROM pg_class AS log
                          JOIN pg_namespace AS room ON room.oid = log.relnamespace
                         WHERE log.relname IN ('audit_log', 'audit_outcome') AND room.nspname = current_schema()
                           AND (pg_has_role(current_user, log.relowner, 'MEMBER')
                                OR pg_has_role(current_user, room.nspowner, 'MEMBER'))
                         LIMIT 1""")
                .execute()
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getString("role")));
    }
}
