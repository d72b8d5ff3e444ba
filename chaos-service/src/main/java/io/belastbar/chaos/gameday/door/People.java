package io.belastbar.chaos.gameday.door;

import io.belastbar.chaos.gameday.store.Answer;
import io.belastbar.chaos.gameday.store.Confirmation;
import io.belastbar.chaos.gameday.store.GameDay;
import io.belastbar.chaos.gameday.store.PeopleRepository;
import io.belastbar.chaos.record.GameDayRecord;
import io.belastbar.jobs.Await;
import io.belastbar.resilience.record.RecordEntry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Keeps what people say, each in a transaction. Blocks: for virtual threads. */
@ApplicationScoped
class People {
    private final Pool pool;
    private final PeopleRepository said;
    private final GameDayRecord record;

    People(Pool pool, PeopleRepository said, GameDayRecord record) {
        this.pool = pool;
        this.said = said;
        this.record = record;
    }

    boolean confirm(UUID gameDay, Confirmation confirmation) {
        return Await.of(pool.withTransaction(transaction -> said.confirm(transaction, gameDay, confirmation)));
    }

    /** An answer is an entry of the record too, which is signed anew if it is given after the end. */
    void answer(GameDay day, String question, Answer answer) {
        RecordEntry entry = new RecordEntry(
                "ANSWERED",
                answer.at(),
                answer.by(),
                Map.of("question", answer.question(), "subject", question, "answer", answer.answer()));
        Await.of(pool.withTransaction(transaction -> said.answer(transaction, day.id(), answer)
                .chain(() -> record.append(transaction, day.id(), entry))
                .chain(() -> day.course().isOver()
                        ? record.seal(transaction, day.id()).replaceWithVoid()
                        : Uni.createFrom().voidItem())));
    }
}
