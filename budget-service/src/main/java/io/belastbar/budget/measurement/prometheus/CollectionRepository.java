package io.belastbar.budget.measurement.prometheus;

import io.belastbar.budget.measurement.prometheus.counter.CounterState;
import io.belastbar.budget.measurement.prometheus.counter.CounterState.Reading;
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
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
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

    /** Collects nothing of a system any more, and forgets how it went. Who is collecting just now stores nothing. */
    Uni<Void> stop(SqlConnection transaction, String system) {
        return work.remove(transaction, system)
                .chain(() -> transaction
                        .preparedQuery("DELETE FROM measurement_collection WHERE system = $1")
                        .execute(Tuple.of(system)))
                .chain(() -> transaction
                        .preparedQuery("DELETE FROM collection_progress WHERE system = $1")
                        .execute(Tuple.of(system)))
                .replaceWithVoid();
    }

    /** Up to when each measurement of a system was collected, by the id of its question. */
    Uni<Map<String, CollectionProgress>> progress(String system) {
        return pool.preparedQuery("SELECT measurement, at, counters FROM collection_progress WHERE system = $1")
                .execute(Tuple.of(system))
                .map(rows -> {
                    var progress = new HashMap<String, CollectionProgress>();
                    rows.forEach(row -> {
                        var at = row.getOffsetDateTime("at").toInstant();
                        var counters = row.getJsonObject("counters");
                        progress.put(
                                row.getString("measurement"),
                                new CollectionProgress(at, counters == null ? null : state(at, counters)));
                    });
                    return Map.copyOf(progress);
                });
    }

    /** Notes it; what was not asked for a long time is forgotten. */
    Uni<Void> advance(SqlConnection transaction, String system, Map<String, CollectionProgress> progress) {
        if (progress.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("""
                        INSERT INTO collection_progress (system, measurement, at, counters) VALUES ($1, $2, $3, $4)
                            ON CONFLICT (system, measurement) DO UPDATE SET at = $3, counters = $4""")
                .executeBatch(progress.entrySet().stream()
                        .map(each -> Tuple.of(
                                system,
                                each.getKey(),
                                each.getValue().at().atOffset(ZoneOffset.UTC),
                                json(each.getValue().counters())))
                        .toList())
                .chain(() -> transaction
                        .preparedQuery(
                                "DELETE FROM collection_progress WHERE system = $1 AND at < now() - interval '7 days'")
                        .execute(Tuple.of(system)))
                .replaceWithVoid();
    }

    private static JsonObject json(CounterState state) {
        return state == null
                ? null
                : new JsonObject()
                        .put("parts", json(state.parts()))
                        .put("wholes", json(state.wholes()))
                        .put("over", state.over());
    }

    private static JsonObject json(Map<String, Reading> readings) {
        var json = new JsonObject();
        readings.forEach((series, reading) -> json.put(
                series, new JsonArray().add(reading.value()).add(reading.seen().toString())));
        return json;
    }

    private static CounterState state(Instant at, JsonObject json) {
        return new CounterState(
                at,
                readings(json.getJsonObject("parts")),
                readings(json.getJsonObject("wholes")),
                json.getDouble("over"));
    }

    private static Map<String, Reading> readings(JsonObject json) {
        var readings = new HashMap<String, Reading>();
        for (var series : json.fieldNames()) {
            var reading = json.getJsonArray(series);
            readings.put(series, new Reading(reading.getDouble(0), Instant.parse(reading.getString(1))));
        }
        return readings;
    }

    /** Its items are systems. */
    LeasedWork<Void> work() {
        return work;
    }

    /**
     * Ends a collection; the next is due then. Fails if the system is no longer this replica's. To be called first in its
     * transaction: {@link #stop} locks in the same order, the work before what belongs to it.
     */
    Uni<Void> finish(SqlConnection transaction, HeldWork<Void> held, Instant next, CollectionOutcome outcome) {
        return work.again(transaction, held, null, next).chain(() -> transaction
                .preparedQuery("""
                        INSERT INTO measurement_collection (system, collected_at, outcome) VALUES ($1, now(), $2)
                            ON CONFLICT (system) DO UPDATE SET collected_at = now(), outcome = $2""")
                .execute(Tuple.of(held.item(), json(outcome)))
                .replaceWithVoid());
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
