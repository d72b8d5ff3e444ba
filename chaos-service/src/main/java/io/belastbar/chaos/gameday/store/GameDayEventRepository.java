package io.belastbar.chaos.gameday.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.web.progress.ProgressRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.UUID;

/** What happened on every game day. */
@Singleton
public class GameDayEventRepository extends ProgressRepository<GameDayEvent> {
    private final Pool pool;

    GameDayEventRepository(Pool pool, ObjectMapper json) {
        super(pool, json, GameDayEvent.class, "game_day_event", "game_day");
        this.pool = pool;
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
