package io.belastbar.chaos.gameday.store;

import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import jakarta.enterprise.context.ApplicationScoped;

/** Game days that are not over, by their ids. */
@ApplicationScoped
public class GameDayQueue {
    private final LeasedWork<Void> work;

    GameDayQueue(Workers workers) {
        this.work = workers.queue("game-days", PayloadFormat.NONE);
    }

    public LeasedWork<Void> work() {
        return work;
    }
}
