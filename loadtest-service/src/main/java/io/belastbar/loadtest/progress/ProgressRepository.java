package io.belastbar.loadtest.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The points of every run, for readers that come after it or to another replica. */
@ApplicationScoped
public class ProgressRepository {

    private static final int POINTS_MAX = 5_000;

    private final Pool pool;
    private final ObjectMapper json;

    ProgressRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** Adds points; those that are there already stay. */
    public Uni<Void> append(SqlConnection transaction, UUID runId, List<RunProgress> points) {
        if (points.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Long[] positions = points.stream().map(RunProgress::id).toArray(Long[]::new);
        String[] texts = points.stream().map(this::write).toArray(String[]::new);
        return transaction
                .preparedQuery("""
                        INSERT INTO run_progress (run_id, position, point)
                        SELECT $1, position, point::jsonb FROM unnest($2::bigint[], $3::text[]) AS p (position, point)
                        ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(runId, positions, texts))
                .replaceWithVoid();
    }

    /** The points after the one with this id, in order. */
    public Uni<List<RunProgress>> after(UUID runId, long id) {
        return pool.preparedQuery("""
                        SELECT point::text FROM run_progress WHERE run_id = $1 AND position > $2
                        ORDER BY position LIMIT $3""").execute(Tuple.of(runId, id, POINTS_MAX)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row -> read(row.getString(0)))
                .toList());
    }

    private String write(RunProgress point) {
        try {
            return json.writeValueAsString(point);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private RunProgress read(String text) {
        try {
            return json.readValue(text, RunProgress.class);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
