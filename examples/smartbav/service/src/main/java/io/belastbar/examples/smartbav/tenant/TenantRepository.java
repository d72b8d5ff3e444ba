package io.belastbar.examples.smartbav.tenant;

import io.belastbar.examples.smartbav.database.DatabaseGuard;
import io.belastbar.examples.smartbav.problem.Failure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * The only way to the tenants' rows: a transaction that carries the tenant for row-level security. The setting ends
 * with the transaction, so a pooled connection never keeps somebody's tenant.
 */
@ApplicationScoped
public class TenantRepository {
    private final Pool pool;
    private final DatabaseGuard guard;

    TenantRepository(Pool pool, DatabaseGuard guard) {
        this.pool = pool;
        this.guard = guard;
    }

    /** Fails with {@link Failure.Unavailable} when the database is away or does not answer in time. */
    public <T> Uni<T> inTenant(String organizationId, Function<SqlConnection, Uni<T>> work) {
        return guard.call(() -> {
            var stillWanted = guard.stillWanted();
            return pool.withTransaction(tx ->
                    stillWanted.get().chain(() -> enter(tx, organizationId)).chain(() -> work.apply(tx)));
        });
    }

    /** For a caller that drives the transaction itself. */
    public Uni<Void> enter(SqlConnection transaction, String organizationId) {
        return transaction
                .preparedQuery("SELECT set_config('app.organization_id', $1, true)")
                .execute(Tuple.of(organizationId))
                .replaceWithVoid();
    }
}
