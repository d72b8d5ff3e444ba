package io.belastbar.chaos.measure;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Probes by game day, and what they measured. */
@ApplicationScoped
public class ProbeRepository {
    private final Pool pool;

    ProbeRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> started(UUID gameDay, String target, Path journal, Instant at) {
        return pool.preparedQuery("""
                        INSERT INTO probe (game_day, target, journal, started_at) VALUES ($1, $2, $3, $4)
                        ON CONFLICT (game_day) DO NOTHING""")
                .execute(Tuple.of(gameDay, target, journal.toString(), at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Keeps what it measured, or why it measured nothing, in the transaction of what is told of it. */
    public Uni<Void> ended(SqlConnection transaction, UUID gameDay, String result, Instant at) {
        return transaction
                .preparedQuery("""
                        INSERT INTO probe (game_day, target, journal, started_at, ended_at, result)
                        VALUES ($1, '', '', $3, $3, $2)
                        ON CONFLICT (game_day) DO UPDATE SET result = excluded.result, ended_at = excluded.ended_at""")
                .execute(Tuple.of(gameDay, new JsonObject(result), at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** What a game day's probe measured; empty without a probe that has ended. */
    public Uni<Optional<String>> result(UUID gameDay) {
        return pool.withConnection(connection -> result(connection, gameDay));
    }

    /** What a game day's probe measured, in the caller's transaction; empty without a probe that has ended. */
    public Uni<Optional<String>> result(SqlConnection transaction, UUID gameDay) {
        return transaction
                .preparedQuery("SELECT result FROM probe WHERE game_day = $1")
                .execute(Tuple.of(gameDay))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.ofNullable(row.getJsonObject("result")).map(JsonObject::encode);
                    }
                    return Optional.empty();
                });
    }
}
