package io.belastbar.chaos.step;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Counts the steps of each game day, whoever tells of them. */
@ApplicationScoped
public class StepCounterRepository {

    /** The next step's number, from 1; other transactions of the game day wait until this one ends. */
    public Uni<Integer> next(SqlConnection transaction, UUID gameDay) {
        return transaction.preparedQuery("""
                        INSERT INTO game_day_counter (game_day, steps) VALUES ($1, 1)
                            ON CONFLICT (game_day) DO UPDATE SET steps = game_day_counter.steps + 1
                        RETURNING steps""").execute(Tuple.of(gameDay)).map(rows -> rows.iterator()
                .next()
                .getInteger(0));
    }
}
