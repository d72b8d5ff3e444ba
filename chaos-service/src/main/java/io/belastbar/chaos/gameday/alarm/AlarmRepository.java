package io.belastbar.chaos.gameday.alarm;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Who was told of an alarm, and who could not be. */
@ApplicationScoped
public class AlarmRepository {
    private final Pool pool;

    AlarmRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * One receiver of an alarm.
     *
     * @param deliveredAt null while it was not delivered
     * @param problem why not, the last time; null if there was none
     */
    public record Told(String target, Instant raisedAt, int attempts, Instant deliveredAt, String problem) {}

    Uni<Void> insert(SqlConnection transaction, UUID gameDay, int position, String target, Instant at) {
        return transaction
                .preparedQuery(
                        "INSERT INTO game_day_alarm (game_day, position, target, raised_at) VALUES ($1, $2, $3, $4)"
                                + " ON CONFLICT DO NOTHING")
                .execute(Tuple.of(gameDay, position, target, at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> delivered(SqlConnection transaction, UUID gameDay, int position, int attempts) {
        return transaction
                .preparedQuery("UPDATE game_day_alarm SET delivered_at = now(), attempts = $3, problem = NULL"
                        + " WHERE game_day = $1 AND position = $2")
                .execute(Tuple.of(gameDay, position, attempts))
                .replaceWithVoid();
    }

    Uni<Void> failed(UUID gameDay, int position, int attempts, String problem) {
        return pool.preparedQuery("UPDATE game_day_alarm SET attempts = $3, problem = $4"
                        + " WHERE game_day = $1 AND position = $2")
                .execute(Tuple.of(gameDay, position, attempts, problem))
                .replaceWithVoid();
    }

    /** In the order in which they were raised. */
    public Uni<List<Told>> of(UUID gameDay) {
        return pool.preparedQuery("SELECT target, raised_at, attempts, delivered_at, problem FROM game_day_alarm"
                        + " WHERE game_day = $1 ORDER BY position")
                .execute(Tuple.of(gameDay))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Told(
                                row.getString("target"),
                                row.getOffsetDateTime("raised_at").toInstant(),
                                row.getInteger("attempts"),
                                instant(row.getOffsetDateTime("delivered_at")),
                                row.getString("problem")))
                        .toList());
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
