package io.belastbar.chaos.approval;

import io.belastbar.web.audit.AuditRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Approvals of what is to be done in production, by the hash of what exactly. */
@ApplicationScoped
public class ApprovalRepository {
    private final Pool pool;
    private final AuditRepository audit;

    ApprovalRepository(Pool pool, AuditRepository audit) {
        this.pool = pool;
        this.audit = audit;
    }

    /** Notes that somebody asks for it, or has changed it: an approval by the same person does not count. */
    public Uni<Void> ask(String system, String hash, String what, String by) {
        return pool.preparedQuery("""
                        INSERT INTO approval_request (system, hash, what, requested_by, requested_at)
                        VALUES ($1, $2, $3, $4, now())
                        ON CONFLICT (system, hash) DO UPDATE SET requested_by = $4, requested_at = now()""").execute(Tuple.of(system, hash, what, by)).replaceWithVoid();
    }

    /** Who asked for it last. */
    Uni<Optional<String>> requestedBy(String system, String hash) {
        return pool.preparedQuery("SELECT requested_by FROM approval_request WHERE system = $1 AND hash = $2")
                .mapping(row -> row.getString(0))
                .execute(Tuple.of(system, hash))
                .map(rows -> rows.stream().findFirst());
    }

    Uni<Void> approve(Approval approval) {
        return pool.withTransaction(tx -> tx.preparedQuery("""
                                INSERT INTO approval (id, system, hash, approved_by, approved_at, expires_at)
                                VALUES ($1, $2, $3, $4, $5, $6)""")
                .execute(Tuple.of(approval.id(), approval.system(), approval.hash(), approval.approvedBy())
                        .addOffsetDateTime(approval.approvedAt().atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(approval.expiresAt().atOffset(ZoneOffset.UTC)))
                .chain(() -> audit.record(tx, approval.approvedBy(), "approve", approval.system(), approval.hash())));
    }

    /** Whether somebody other than {@code by} approved it, and that still counts. */
    public Uni<Boolean> isApproved(String system, String hash, String by, Instant now) {
        return pool.preparedQuery("""
                        SELECT EXISTS (SELECT FROM approval WHERE system = $1 AND hash = $2 AND approved_by <> $3
                                          AND expires_at > $4)""")
                .execute(Tuple.of(system, hash, by, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
