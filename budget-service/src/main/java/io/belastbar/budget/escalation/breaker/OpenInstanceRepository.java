package io.belastbar.budget.escalation.breaker;

import io.belastbar.contracts.BreakerStatus;
import io.belastbar.contracts.CircuitBreakerTransitioned;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The instances at which a breaker is not closed.
 *
 * <p>An instance of which nothing was heard for an hour counts no more: it is gone, and has another name after its next start, or nobody
 * calls what its breaker guards. The hour begins when it would admit a probe; a breaker waits for that an hour at most.
 */
@ApplicationScoped
public class OpenInstanceRepository {

    private static final String SILENT_FROM =
            "greatest(at, least(coalesce(retry_at, at), at + interval '1 hour')) + interval '1 hour'";

    private final Pool pool;

    OpenInstanceRepository(Pool pool) {
        this.pool = pool;
    }

    /** Notes how a breaker stands at an instance, and answers whether it is closed at all of them now. */
    public Uni<Boolean> closedEverywhere(SqlConnection transaction, CircuitBreakerTransitioned transition) {
        var breaker = transition.breaker();
        return lock(transaction, breaker)
                .chain(() -> transition.to() == BreakerStatus.CLOSED
                        ? remove(transaction, transition)
                                .chain(() -> removeSilent(transaction, breaker, transition.at()))
                                .chain(() -> noneIsOpen(transaction, breaker))
                        : note(transaction, transition).replaceWith(false));
    }

    /** Those of which an instance is silent. */
    Uni<List<String>> withSilent(Instant now) {
        return pool.preparedQuery("SELECT DISTINCT breaker FROM breaker_not_closed WHERE %s <= $1 ORDER BY breaker"
                        .formatted(SILENT_FROM))
                .execute(Tuple.of(offset(now)))
                .map(rows -> rows.stream().map(row -> row.getString("breaker")).toList());
    }

    /** Forgets the silent instances of a breaker; answers since when the last one was silent, if no other is open. */
    Uni<Optional<Instant>> forgetSilent(SqlConnection transaction, String breaker, Instant now) {
        return lock(transaction, breaker)
                .chain(() -> removeSilent(transaction, breaker, now))
                .chain(silent -> noneIsOpen(transaction, breaker)
                        .map(none -> none ? silent.stream().max(Comparator.naturalOrder()) : Optional.empty()));
    }

    /** Of two who each remove one of the last two instances, the second sees that none is left. */
    private static Uni<Void> lock(SqlConnection transaction, String breaker) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended('belastbar.breaker.' || $1, 0))")
                .execute(Tuple.of(breaker))
                .replaceWithVoid();
    }

    private static Uni<Void> note(SqlConnection transaction, CircuitBreakerTransitioned transition) {
        var retryAt = transition.nextRetryAt();
        return transaction
                .preparedQuery("""
                        INSERT INTO breaker_not_closed AS known (breaker, instance, at, retry_at) VALUES ($1, $2, $3, $4)
                            ON CONFLICT (breaker, instance) DO UPDATE
                               SET at = excluded.at, retry_at = excluded.retry_at
                             WHERE excluded.at >= known.at""")
                .execute(Tuple.of(
                        transition.breaker(),
                        transition.instance(),
                        offset(transition.at()),
                        retryAt == null ? null : offset(retryAt)))
                .replaceWithVoid();
    }

    private static Uni<Void> remove(SqlConnection transaction, CircuitBreakerTransitioned transition) {
        return transaction
                .preparedQuery("DELETE FROM breaker_not_closed WHERE breaker = $1 AND instance = $2 AND at <= $3")
                .execute(Tuple.of(transition.breaker(), transition.instance(), offset(transition.at())))
                .replaceWithVoid();
    }

    private static Uni<List<Instant>> removeSilent(SqlConnection transaction, String breaker, Instant now) {
        return transaction
                .preparedQuery("DELETE FROM breaker_not_closed WHERE breaker = $1 AND %s <= $2 RETURNING %s"
                        .formatted(SILENT_FROM, SILENT_FROM))
                .execute(Tuple.of(breaker, offset(now)))
                .map(rows -> rows.stream()
                        .map(row -> row.getOffsetDateTime(0).toInstant())
                        .toList());
    }

    private static Uni<Boolean> noneIsOpen(SqlConnection transaction, String breaker) {
        return transaction
                .preparedQuery("SELECT FROM breaker_not_closed WHERE breaker = $1 LIMIT 1")
                .execute(Tuple.of(breaker))
                .map(rows -> rows.size() == 0);
    }

    private static OffsetDateTime offset(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
