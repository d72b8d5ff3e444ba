package io.belastbar.profiling.cause.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.profiling.cause.tree.BrokenPromise;
import io.belastbar.profiling.cause.tree.KnownCalls;
import io.belastbar.profiling.cause.tree.RunTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What is known of runs: what they measured, which promises they broke, who called what. */
@ApplicationScoped
public class RunTimesRepository {
    private final Pool pool;
    private final ObjectMapper json;

    RunTimesRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** Who called what, with what could not be found out. */
    public record Attributed(KnownCalls calls, List<String> notes) {}

    Uni<Void> insertTimes(SqlConnection transaction, RunTimes times) {
        return transaction
                .preparedQuery("""
                        INSERT INTO run_times (run_id, system, finished_at, document) VALUES ($1, $2, $3, $4)
                        ON CONFLICT (run_id) DO NOTHING
                        """)
                .execute(Tuple.of(times.runId(), times.system(), at(times.finishedAt()), write(times)))
                .replaceWithVoid();
    }

    /** The newest evaluation counts. */
    Uni<Void> insertBroken(
            SqlConnection transaction, String runId, String system, Instant evaluatedAt, List<BrokenPromise> broken) {
        return transaction
                .preparedQuery("""
                        INSERT INTO broken_promises AS known (run_id, system, evaluated_at, document)
                        VALUES ($1, $2, $3, $4)
                        ON CONFLICT (run_id) DO UPDATE SET evaluated_at = excluded.evaluated_at, document = excluded.document
                         WHERE known.evaluated_at <= excluded.evaluated_at
                        """)
                .execute(Tuple.of(runId, system, at(evaluatedAt), write(broken)))
                .replaceWithVoid();
    }

    Uni<Void> insertCalls(SqlConnection transaction, RunTimes run, Attributed calls, Instant now) {
        return transaction
                .preparedQuery("""
                        INSERT INTO run_calls (run_id, system, compiled_at, document) VALUES ($1, $2, $3, $4)
                        ON CONFLICT (run_id) DO NOTHING
                        """)
                .execute(Tuple.of(run.runId(), run.system(), at(now), write(calls)))
                .replaceWithVoid();
    }

    public Uni<Boolean> hasEnded(String runId) {
        return pool.preparedQuery("SELECT 1 FROM run_times WHERE run_id = $1")
                .execute(Tuple.of(runId))
                .map(rows -> rows.size() > 0);
    }

    public Uni<Optional<RunTimes>> times(String runId) {
        return pool.preparedQuery("SELECT document FROM run_times WHERE run_id = $1")
                .execute(Tuple.of(runId))
                .map(rows -> document(rows).map(text -> read(text, new TypeReference<RunTimes>() {})));
    }

    /** Empty before the run was held against a budget, and if it kept all promises. */
    public Uni<List<BrokenPromise>> broken(String runId) {
        return pool.preparedQuery("SELECT document FROM broken_promises WHERE run_id = $1")
                .execute(Tuple.of(runId))
                .map(rows -> document(rows)
                        .map(text -> read(text, new TypeReference<List<BrokenPromise>>() {}))
                        .orElse(List.of()));
    }

    public Uni<Optional<Attributed>> calls(String runId) {
        return pool.preparedQuery("SELECT document FROM run_calls WHERE run_id = $1")
                .execute(Tuple.of(runId))
                .map(rows -> document(rows).map(text -> read(text, new TypeReference<Attributed>() {})));
    }

    /** The newest run of a system whose calls are known, of those that finished in a time. */
    public Uni<Optional<String>> newest(String system, Instant from, Instant to) {
        return pool.preparedQuery("""
                        SELECT calls.run_id FROM run_calls calls JOIN run_times times USING (run_id)
                         WHERE times.system = $1 AND times.finished_at >= $2 AND times.finished_at < $3
                         ORDER BY times.finished_at DESC LIMIT 1
                        """)
                .execute(Tuple.of(system, at(from == null ? Instant.EPOCH : from), at(to)))
                .map(rows -> rows.stream().findFirst().map(row -> row.getString("run_id")));
    }

    private static Optional<String> document(RowSet<Row> rows) {
        return rows.stream().findFirst().map(row -> row.getString("document"));
    }

    private static Object at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private String write(Object document) {
        try {
            return json.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what is known of a run is plain data", impossible);
        }
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("what is stored of a run cannot be read", damaged);
        }
    }
}
