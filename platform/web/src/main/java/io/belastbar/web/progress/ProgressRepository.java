package io.belastbar.web.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * All events of every piece of work, for readers that come late or to another replica. A service has a table of its own:
 * {@code (<work> uuid, position bigint, point jsonb)} with the first two as its key.
 */
public class ProgressRepository<T extends ProgressEvent> {

    private final Pool pool;
    private final ObjectMapper json;
    private final Class<T> type;
    private final String insert;
    private final String select;

    /**
     * Names become part of the statements, so they are the code's own.
     *
     * @param work the column with the id of the work
     */
    protected ProgressRepository(Pool pool, ObjectMapper json, Class<T> type, String table, String work) {
        this.pool = pool;
        this.json = json;
        this.type = type;
        this.insert = """
                INSERT INTO %s (%s, position, point)
                SELECT $1, position, point::jsonb FROM unnest($2::bigint[], $3::text[]) AS p (position, point)
                ON CONFLICT DO NOTHING""".formatted(table, work);
        this.select = """
                SELECT point::text FROM %s WHERE %s = $1 AND position > $2
                ORDER BY position LIMIT $3""".formatted(table, work);
    }

    /** Adds events; those that are there already stay. */
    public Uni<Void> append(SqlConnection transaction, UUID work, List<T> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Long[] positions = events.stream().map(ProgressEvent::id).toArray(Long[]::new);
        String[] texts = events.stream().map(this::write).toArray(String[]::new);
        return transaction
                .preparedQuery(insert)
                .execute(Tuple.of(work, positions, texts))
                .replaceWithVoid();
    }

    /** The events after the one with this id, in order, {@code max} at most. */
    Uni<List<T>> after(UUID work, long id, int max) {
        return pool.preparedQuery(select).execute(Tuple.of(work, id, max)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row -> read(row.getString(0)))
                .toList());
    }

    private String write(T event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private T read(String text) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
