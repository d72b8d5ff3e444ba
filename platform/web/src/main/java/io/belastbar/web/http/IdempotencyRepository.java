package io.belastbar.web.http;

import io.belastbar.web.problem.IdempotencyKeyReused;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Remembers answers by Idempotency-Key. The key is claimed in the transaction that does the work: a duplicate that comes
 * meanwhile waits for it at the primary key and then gets its answer, or does the work itself if it was rolled back.
 */
@ApplicationScoped
public class IdempotencyRepository {

    private static final int PURGE_ROWS_MAX = 100;

    /** Gone: of a key whose request was taken back before it came. */
    private static final StoredAnswer FORESTALLED = new StoredAnswer(410, null, null);

    private final Duration retention;

    IdempotencyRepository(IdempotencyConfig config) {
        this.retention = config.retention();
    }

    /**
     * Does the work once per key and answers the first answer ever after. Without a key it just does the work. A failing
     * action must roll the transaction back; then the key is free again.
     *
     * @throws IdempotencyKeyReused (as the Uni's failure) if the key came with another body before
     */
    public Uni<StoredAnswer> once(
            SqlConnection transaction, IdempotentRequest request, Supplier<Uni<StoredAnswer>> action) {
        if (request.key() == null) {
            return action.get();
        }
        return claim(transaction, request)
                .chain(claimed -> claimed ? first(transaction, request, action) : again(transaction, request));
    }

    /**
     * Forestalls a request: its answer if it came before; else none ever, for one with this key that comes from now on is
     * refused as {@link IdempotencyKeyReused}, as is one that was long under way.
     *
     * @param request with the key that is forestalled; its body counts for nothing
     */
    public Uni<Optional<StoredAnswer>> forestall(SqlConnection transaction, IdempotentRequest request) {
        return claim(transaction, request)
                .chain(claimed -> claimed
                        ? store(transaction, request, FORESTALLED).replaceWith(Optional.empty())
                        : find(transaction, request).map(row -> Optional.of(answer(row))
                                .filter(answer -> answer.status() != FORESTALLED.status())));
    }

    private Uni<StoredAnswer> first(
            SqlConnection transaction, IdempotentRequest request, Supplier<Uni<StoredAnswer>> action) {
        return purge(transaction).chain(action::get).call(answer -> store(transaction, request, answer));
    }

    private Uni<StoredAnswer> again(SqlConnection transaction, IdempotentRequest request) {
        return find(transaction, request).map(row -> {
            if (!row.getString("body_sha256").equals(request.bodyTag().value())) {
                throw new IdempotencyKeyReused(request.key());
            }
            return answer(row);
        });
    }

    private static StoredAnswer answer(Row row) {
        return new StoredAnswer(row.getInteger("status"), row.getString("location"), row.getString("answer"));
    }

    private static Uni<Boolean> claim(SqlConnection transaction, IdempotentRequest request) {
        return transaction
                .preparedQuery("""
                        INSERT INTO idempotency_key (principal, operation, key, body_sha256)
                        VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(
                        request.principal(),
                        request.operation(),
                        request.key(),
                        request.bodyTag().value()))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Uni<Row> find(SqlConnection transaction, IdempotentRequest request) {
        return transaction
                .preparedQuery("""
                        SELECT body_sha256, status, location, answer FROM idempotency_key
                        WHERE principal = $1 AND operation = $2 AND key = $3""")
                .execute(Tuple.of(request.principal(), request.operation(), request.key()))
                .map(rows -> rows.iterator().next());
    }

    private static Uni<Void> store(SqlConnection transaction, IdempotentRequest request, StoredAnswer answer) {
        return transaction
                .preparedQuery("""
                        UPDATE idempotency_key SET status = $4, location = $5, answer = $6
                        WHERE principal = $1 AND operation = $2 AND key = $3""")
                .execute(Tuple.of(request.principal(), request.operation(), request.key())
                        .addInteger(answer.status())
                        .addString(answer.location())
                        .addString(answer.body()))
                .replaceWithVoid();
    }

    private Uni<Void> purge(SqlConnection transaction) {
        return transaction
                .preparedQuery("""
                        DELETE FROM idempotency_key WHERE (principal, operation, key) IN (
                          SELECT principal, operation, key FROM idempotency_key
                          WHERE created_at < clock_timestamp() - $1 * interval '1 second'
                          ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)""")
                .execute(Tuple.of((double) retention.get(ChronoUnit.SECONDS), PURGE_ROWS_MAX))
                .replaceWithVoid();
    }
}
