package io.belastbar.budget.measurement.prometheus;

import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** When measurements are due, and how the last collection went. */
@ApplicationScoped
class CollectionRepository {

    private final Pool pool;
    private final LeasedWork<Void> work;

    CollectionRepository(Pool pool, Workers workers) {
        this.pool = pool;
        this.work = workers.queue("collections", PayloadFormat.NONE);
    }

    /** Makes a system due now. */
    Uni<Void> makeDue(SqlConnection transaction, String system) {
        return work.enqueue(transaction, system, null)
                .chain(() -> work.hasten(transaction, system))
                .replaceWithVoid();
    }

    /** Its items are systems. */
    LeasedWork<Void> work() {
        return work;
    }

    /** Ends a collection; the next is due then. Fails if the system is no longer this replica's. */
    Uni<Void> finish(SqlConnection transaction, HeldWork<Void> held, Instant next, CollectionOutcome outcome) {
        return transaction
                .preparedQuery("""
                        INSERT INTO measurement_collection (system, collected_at, outcome) VALUES ($1, now(), $2)
                            ON CONFLICT (system) DO UPDATE SET collected_at = now(), outcome = $2""")
                .execute(Tuple.of(held.item(), json(outcome)))
                .chain(() -> work.again(transaction, held, null, next));
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
