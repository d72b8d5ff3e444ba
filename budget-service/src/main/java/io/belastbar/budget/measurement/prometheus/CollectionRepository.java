package io.belastbar.budget.measurement.prometheus;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** When measurements are due, and how the last collection went. All times are the database's. */
@ApplicationScoped
class CollectionRepository {

    private final Pool pool;

    CollectionRepository(Pool pool) {
        this.pool = pool;
    }

    /** Makes a system due now. */
    Uni<Void> makeDue(SqlConnection transaction, String system) {
        return transaction.preparedQuery("""
                        INSERT INTO measurement_collection (system) VALUES ($1)
                            ON CONFLICT (system) DO UPDATE SET due_at = now()""").execute(Tuple.of(system)).replaceWithVoid();
    }

    /** Takes the system that is due longest, for the length of a lease; other replicas pass over it. */
    Uni<Optional<String>> claim(Duration lease) {
        return pool.preparedQuery("""
                        UPDATE measurement_collection SET due_at = now() + $1 * interval '1 millisecond'
                         WHERE system = (SELECT system FROM measurement_collection WHERE due_at <= now()
                                          ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING system""")
                .execute(Tuple.of((double) lease.toMillis()))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getString(0)));
    }

    /** Ends a collection; the next is due {@code delay} from now. */
    Uni<Void> finish(SqlConnection transaction, String system, Duration delay, CollectionOutcome outcome) {
        return transaction
                .preparedQuery("""
                        UPDATE measurement_collection
                           SET due_at = now() + $2 * interval '1 millisecond', collected_at = now(), outcome = $3
                         WHERE system = $1""")
                .execute(Tuple.of(system, (double) delay.toMillis(), json(outcome)))
                .replaceWithVoid();
    }

    /** How the last collection went, as JSON; empty if there was none. */
    Uni<Optional<String>> outcome(String system) {
        return pool.preparedQuery("SELECT outcome FROM measurement_collection WHERE system = $1")
                .execute(Tuple.of(system))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.<String>empty()
                        : Optional.ofNullable(rows.iterator().next().getJsonObject(0))
                                .map(JsonObject::encode));
    }

    private static JsonObject json(CollectionOutcome outcome) {
        var problems = new JsonArray();
        outcome.problems()
                .forEach(problem -> problems.add(new JsonObject()
                        .put("measurement", problem.measurement())
                        .put("problem", problem.problem())));
        return new JsonObject()
                .put("collectedAt", outcome.at().toString())
                .put("target", outcome.target())
                .put("values", outcome.values())
                .put("problems", problems);
    }
}
