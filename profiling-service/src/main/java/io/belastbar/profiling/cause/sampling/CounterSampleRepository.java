package io.belastbar.profiling.cause.sampling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.profiling.cause.attribution.CounterSample;
import io.belastbar.profiling.cause.attribution.CounterSample.Counted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The samples of runs whose causes are not known yet. */
@ApplicationScoped
public class CounterSampleRepository {
    private final Pool pool;
    private final ObjectMapper json;

    CounterSampleRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    private record Document(Map<String, Counted> counted) {}

    /**
     * Adds what changed, after what is there; at a position that is taken, the first one stays. Nothing is added once the run's
     * calls are known: whoever looks may be behind the end of the run, and nobody would take it away any more.
     */
    Uni<Void> insert(String runId, int position, CounterSample changes) {
        return pool.withTransaction(
                transaction -> oneAfterAnother(transaction, runId).chain(() -> transaction
                        .preparedQuery("""
                                INSERT INTO counter_sample (run_id, position, taken_at, document) SELECT $1, $2, $3, $4
                                 WHERE NOT EXISTS (SELECT FROM run_calls WHERE run_id = $1)
                                ON CONFLICT (run_id, position) DO NOTHING
                                """)
                        .execute(Tuple.of(
                                runId,
                                position,
                                changes.at().atOffset(ZoneOffset.UTC),
                                write(new Document(changes.counted()))))
                        .replaceWithVoid()));
    }

    /** In their order, as they were taken. */
    public Uni<List<CounterSample>> samples(String runId) {
        return pool.preparedQuery("SELECT taken_at, document FROM counter_sample WHERE run_id = $1 ORDER BY position")
                .execute(Tuple.of(runId))
                .map(rows -> Changes.applied(rows.stream().map(this::sample).toList()));
    }

    /** In the transaction that stores the run's calls. */
    public Uni<Void> delete(SqlConnection transaction, String runId) {
        return oneAfterAnother(transaction, runId).chain(() -> transaction
                .preparedQuery("DELETE FROM counter_sample WHERE run_id = $1")
                .execute(Tuple.of(runId))
                .replaceWithVoid());
    }

    /** Without it neither would see what the other is about to commit. */
    private static Uni<Void> oneAfterAnother(SqlConnection transaction, String runId) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtext('counter_sample'), hashtext($1))")
                .execute(Tuple.of(runId))
                .replaceWithVoid();
    }

    private CounterSample sample(Row row) {
        try {
            return new CounterSample(
                    row.getOffsetDateTime("taken_at").toInstant(),
                    json.readValue(row.getString("document"), Document.class).counted());
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("stored sample cannot be read", damaged);
        }
    }

    private String write(Document document) {
        try {
            return json.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a sample is plain data", impossible);
        }
    }
}
