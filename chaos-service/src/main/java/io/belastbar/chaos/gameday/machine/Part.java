package io.belastbar.chaos.gameday.machine;

/** To which list of the runbook a step belongs. */
public enum Part {
    PREPARATION,
    EXERCISE,
    ROLLBACK
}
