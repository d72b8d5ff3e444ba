package io.belastbar.chaos.gameday.machine;

/** Where a game day stands. They follow each other in this order; from each but the last two it may go to its end. */
public enum Phase {
    PLANNED,
    PREPARING,
    STEADY_STATE,
    RUNNING,
    ROLLING_BACK,
    VERIFYING,
    ENDED
}
