package io.belastbar.chaos.gameday.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.web.progress.ProgressRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** What happened on every game day. */
@Singleton
public class GameDayEventRepository extends ProgressRepository<GameDayEvent> {
    private final Pool pool;
    private final ObjectMapper json;

    GameDayEventRepository(Pool pool, ObjectMapper json) {
        super(pool, json, GameDayEvent.class, "game_day_event", "game_day");
        this.pool = pool;
        this.json = json;
    }

    /** The first events in order, {@code max} at most. */
    public Uni<List<GameDayEvent>> first(UUID gameDay, int max) {
        return pool.preparedQuery(
                        "SELECT point::text FROM game_day_event WHERE game_day = $1 ORDER BY position LIMIT $2")
                .execute(Tuple.of(gameDay, max))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> read(row.getString(0)))
                        .toList());
    }

    private GameDayEvent read(String text) {
        try {
            return json.readValue(text, GameDayEvent.class);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The number of the last event that is stored; 0 if there is none. */
    public Uni<Long> last(UUID gameDay) {
        return last(pool, gameDay);
    }

    /** The same, as a transaction sees it. */
    public Uni<Long> last(SqlConnection transaction, UUID gameDay) {
        return last((SqlClient) transaction, gameDay);
    }

    private static Uni<Long> last(SqlClient client, UUID gameDay) {
        return client.preparedQuery("SELECT coalesce(max(position), 0) FROM game_day_event WHERE game_day = $1")
                .execute(Tuple.of(gameDay))
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
