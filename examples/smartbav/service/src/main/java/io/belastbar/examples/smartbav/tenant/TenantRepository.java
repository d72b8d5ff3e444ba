package io.belastbar.examples.smartbav.tenant;

import io.belastbar.examples.smartbav.problem.Failure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;

/**
 * The only way to the tenants' rows: a transaction that carries the tenant for row-level security. The setting ends
 * with the transaction, so a pooled connection never keeps somebody's tenant.
 */
@ApplicationScoped
public class TenantRepository {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Pool pool;

    TenantRepository(Pool pool) {
        this.pool = pool;
    }

    /** Fails with {@link Failure.Unavailable} when the database does not answer in time. */
    public <T> Uni<T> inTenant(String organizationId, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(tx -> enter(tx, organizationId).chain(() -> work.apply(tx)))
                .ifNoItem()
                .after(LONGEST_WAIT)
                .failWith(() -> new Failure.Unavailable("the database", RETRY_AFTER));
    }

    /** For a caller that drives the transaction itself. */
    public Uni<Void> enter(SqlConnection transaction, String organizationId) {
        return transaction
                .preparedQuery("SELECT set_config('app.organization_id', $1, true)")
                .execute(Tuple.of(organizationId))
                .replaceWithVoid();
    }
}
