package io.belastbar.chaos.gameday.run;

import io.belastbar.chaos.gameday.store.GameDay;
import io.belastbar.chaos.gameday.store.GameDayRepository;
import io.belastbar.chaos.killswitch.KillSwitchPulled;
import io.belastbar.jobs.Await;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.util.UUID;

/** Ends every game day when the kill switch is pulled, at whichever instance it is. */
@ApplicationScoped
public class EndGameDaysJob {
    private static final int LATE = ObserverMethod.DEFAULT_PRIORITY + 100;

    private final Pool pool;
    private final GameDayRepository days;
    private final GameDayJob job;

    EndGameDaysJob(Pool pool, GameDayRepository days, GameDayJob job) {
        this.pool = pool;
        this.days = days;
        this.job = job;
    }

    // After the faults themselves: what is broken ends first, and no game day can break more by then.
    void end(@Observes @Priority(LATE) KillSwitchPulled told) {
        GameDay.Abort abort = new GameDay.Abort(
                told.pulled().pulledBy(), "kill switch: " + told.pulled().reason());
        for (UUID id : Await.of(days.underWay())) {
            job.abort(id, abort);
            Await.of(pool.withTransaction(transaction -> days.abort(transaction, id, abort)));
        }
    }
}
