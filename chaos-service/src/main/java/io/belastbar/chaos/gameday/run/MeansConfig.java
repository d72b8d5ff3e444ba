package io.belastbar.chaos.gameday.run;

import jakarta.enterprise.context.ApplicationScoped;

/** What runs need of the service, in one place. */
@ApplicationScoped
class MeansConfig {
    private final RunGameDay.Means means;

    MeansConfig(GameDayStore store, Watching watching, DoDeed deeds, UndoFaults undo) {
        this.means = new RunGameDay.Means(store, watching, deeds, undo);
    }

    RunGameDay.Means means() {
        return means;
    }
}
