package io.belastbar.chaos.gameday.run;

import io.belastbar.chaos.gameday.store.GameDay;
import io.belastbar.chaos.gameday.store.GameDayRepository;
import io.belastbar.chaos.killswitch.KillSwitchPulled;
import io.belastbar.jobs.Await;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;

/** Ends every game day when the kill switch is pulled, at whichever instance it is. */
@ApplicationScoped
public class EndGameDaysJob {
    private final Pool pool;
    private final GameDayRepository days;
    private final GameDayJob job;

    EndGameDaysJob(Pool pool, GameDayRepository days, GameDayJob job) {
        this.pool = pool;
        this.days = days;
        this.job = job;
    }

    void end(@Observes KillSwitchPulled told) {
        GameDay.Abort abort = new GameDay.Abort(
                told.pulled().pulledBy(), "kill switch: " + told.pulled().reason());
        for (UUID id : Await.of(days.underWay())) {
            job.abort(id, abort);
            Await.of(pool.withTransaction(transaction -> days.abort(transaction, id, abort)));
        }
    }
}
