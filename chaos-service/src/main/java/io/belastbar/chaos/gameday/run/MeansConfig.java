package io.belastbar.chaos.gameday.run;

import io.belastbar.chaos.ChaosConfig;
import io.belastbar.chaos.gameday.measuring.Measuring;
import jakarta.enterprise.context.ApplicationScoped;

/** What runs need of the service, in one place. */
@ApplicationScoped
class MeansConfig {
    private final RunGameDay.Means means;

    MeansConfig(
            GameDayStore store,
            Watching watching,
            DoDeed deeds,
            UndoFaults undo,
            Measuring measuring,
            ChaosConfig config) {
        this.means = new RunGameDay.Means(store, watching, deeds, undo, measuring, config.databaseTimeout());
    }

    RunGameDay.Means means() {
        return means;
    }
}
