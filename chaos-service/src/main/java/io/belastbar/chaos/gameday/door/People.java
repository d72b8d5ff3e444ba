package io.belastbar.chaos.gameday.door;

import io.belastbar.chaos.gameday.store.Answer;
import io.belastbar.chaos.gameday.store.Confirmation;
import io.belastbar.chaos.gameday.store.PeopleRepository;
import io.belastbar.jobs.Await;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Keeps what people say, each in a transaction. Blocks: for virtual threads. */
@ApplicationScoped
class People {
    private final Pool pool;
    private final PeopleRepository said;

    People(Pool pool, PeopleRepository said) {
        this.pool = pool;
        this.said = said;
    }

    boolean confirm(UUID gameDay, Confirmation confirmation) {
        return Await.of(pool.withTransaction(transaction -> said.confirm(transaction, gameDay, confirmation)));
    }

    void answer(UUID gameDay, Answer answer) {
        Await.of(pool.withTransaction(transaction -> said.answer(transaction, gameDay, answer)));
    }
}
