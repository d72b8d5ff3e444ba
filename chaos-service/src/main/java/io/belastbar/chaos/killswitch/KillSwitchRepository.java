package io.belastbar.chaos.killswitch;

import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.problem.Conflict;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Optional;

/** The kill switch. Whoever begins something shares a lock with the others, which pulling it has alone. */
@ApplicationScoped
public class KillSwitchRepository {
    private static final long LOCK = 0x6b696c6c73770001L;
    private static final String SUBJECT = "kill-switch";

    private final Pool pool;
    private final AuditRepository audit;

    KillSwitchRepository(Pool pool, AuditRepository audit) {
        this.pool = pool;
        this.audit = audit;
    }

    /** Fails with a {@link Conflict} while it is pulled; until the transaction ends nobody pulls it. */
    public Uni<Void> requireLifted(SqlConnection transaction) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock_shared($1)")
                .execute(Tuple.of(LOCK))
                .chain(() -> transaction.query(IN_FORCE).execute())
                .invoke(rows -> one(rows).ifPresent(pulled -> {
                    throw new Conflict("the kill switch was pulled by %s (%s): nothing is broken until it is lifted"
                            .formatted(pulled.pulledBy(), pulled.reason()));
                }))
                .replaceWithVoid();
    }

    private static final String IN_FORCE =
            "SELECT pulled_by, pulled_at, reason FROM kill_switch WHERE lifted_at IS NULL";

    /** The one that is not lifted. */
    public Uni<Optional<KillSwitch>> inForce() {
        return pool.query(IN_FORCE).execute().map(KillSwitchRepository::one);
    }

    /** Pulls it; what was pulled before stays as it is. */
    Uni<KillSwitch> pull(KillSwitch wanted) {
        return pool.withTransaction(tx -> tx.preparedQuery("SELECT pg_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .chain(() -> tx.preparedQuery("""
                                INSERT INTO kill_switch (pulled_by, pulled_at, reason) VALUES ($1, $2, $3)
                                ON CONFLICT ((true)) WHERE lifted_at IS NULL DO NOTHING""")
                        .execute(Tuple.of(
                                wanted.pulledBy(), wanted.pulledAt().atOffset(ZoneOffset.UTC), wanted.reason())))
                .chain(() -> audit.record(tx, wanted.pulledBy(), "pull kill switch", SUBJECT, wanted.reason()))
                .chain(() -> tx.query(IN_FORCE).execute())
                .map(rows -> one(rows).orElseThrow()));
    }

    /** Lifts it; false when there was none. */
    Uni<Boolean> lift(String by) {
        return pool.withTransaction(tx -> tx.preparedQuery(
                        "UPDATE kill_switch SET lifted_by = $1, lifted_at = now() WHERE lifted_at IS NULL")
                .execute(Tuple.of(by))
                .call(() -> audit.record(tx, by, "lift kill switch", SUBJECT, ""))
                .map(rows -> rows.rowCount() == 1));
    }

    private static Optional<KillSwitch> one(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(
                    new KillSwitch(row.getString(0), row.getOffsetDateTime(1).toInstant(), row.getString(2)));
        }
        return Optional.empty();
    }
}
