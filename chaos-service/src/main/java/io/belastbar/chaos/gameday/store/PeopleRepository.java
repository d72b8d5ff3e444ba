package io.belastbar.chaos.gameday.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** What people say of a game day: of its manual steps, and in its retrospective. */
@ApplicationScoped
public class PeopleRepository {
    private final Pool pool;

    PeopleRepository(Pool pool) {
        this.pool = pool;
    }

    /** False if somebody has spoken of this step before. */
    public Uni<Boolean> confirm(SqlConnection transaction, UUID gameDay, Confirmation said) {
        return transaction
                .preparedQuery("""
                        INSERT INTO game_day_confirmation (game_day, step, role, accepted, note, by, at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING""")
                .execute(Tuple.tuple()
                        .addUUID(gameDay)
                        .addString(said.step())
                        .addString(said.role())
                        .addBoolean(said.accepted())
                        .addString(said.note())
                        .addString(said.by())
                        .addOffsetDateTime(said.at().atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    public Uni<List<Confirmation>> confirmations(UUID gameDay) {
        return pool.preparedQuery("SELECT * FROM game_day_confirmation WHERE game_day = $1 ORDER BY at, step")
                .execute(Tuple.of(gameDay))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Confirmation(
                                row.getString("step"),
                                row.getString("role"),
                                row.getBoolean("accepted"),
                                row.getString("note"),
                                row.getString("by"),
                                row.getOffsetDateTime("at").toInstant()))
                        .toList());
    }

    public Uni<Void> answer(SqlConnection transaction, UUID gameDay, Answer said) {
        return transaction
                .preparedQuery("""
                        INSERT INTO game_day_answer (game_day, question, answer, by, at) VALUES ($1, $2, $3, $4, $5)
                        ON CONFLICT (game_day, question) DO UPDATE
                            SET answer = excluded.answer, by = excluded.by, at = excluded.at""")
                .execute(Tuple.of(
                        gameDay,
                        said.question(),
                        said.answer(),
                        said.by(),
                        said.at().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    public Uni<List<Answer>> answers(UUID gameDay) {
        return pool.preparedQuery("SELECT * FROM game_day_answer WHERE game_day = $1 ORDER BY question")
                .execute(Tuple.of(gameDay))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Answer(
                                row.getInteger("question"),
                                row.getString("answer"),
                                row.getString("by"),
                                row.getOffsetDateTime("at").toInstant()))
                        .toList());
    }
}
