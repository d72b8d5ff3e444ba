package io.belastbar.chaos.gameday.machine;

import java.util.Map;

/**
 * What is told of a turn: to those who follow, to other services, to the record.
 *
 * @param kind the phase name of its event; none that a fault's own steps have
 * @param subject of which step, expectation or phase
 * @param by who did it; {@code game-day} if nobody else
 */
public record Note(Kind kind, String subject, String by, Map<String, String> details) {
    static final String ITSELF = "game-day";

    /** What happened. */
    public enum Kind {
        PHASE_ENTERED,
        STEP_BEGUN,
        STEP_DONE,
        STEP_NOT_DONE,
        CONFIRMATION_AWAITED,
        CONFIRMED,
        DENIED,
        STEADY,
        NOT_STEADY,
        REGAINED,
        NOT_REGAINED,
        MEASURED,
        EXPECTATION_MET,
        EXPECTATION_MISSED,
        EXPECTATION_UNKNOWN,
        SIGHT_LOST,
        SIGHT_REGAINED,
        STOP_CONDITION_MET,
        ABORT_REQUESTED,
        STORE_LOST,
        RESUMED,
        FAULTS_TAKEN_BACK,
        FAULTS_NOT_TAKEN_BACK,
        GAME_DAY_ENDED
    }

    public Note {
        details = Map.copyOf(details);
    }
}
