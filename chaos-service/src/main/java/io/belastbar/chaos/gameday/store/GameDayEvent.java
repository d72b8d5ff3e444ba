package io.belastbar.chaos.gameday.store;

import io.belastbar.web.progress.ProgressEvent;
import java.time.Instant;
import java.util.Map;

/**
 * One thing that happened on a game day, for those who follow it.
 *
 * @param id counts from 1; the id of the server-sent event
 * @param state of the game day after it
 * @param action the step's kind, or {@code game-day}
 * @param subject of which step, expectation or state
 * @param target null if it concerns none
 */
public record GameDayEvent(
        long id,
        Instant at,
        String state,
        String phase,
        String action,
        String subject,
        String target,
        String by,
        Map<String, String> details)
        implements ProgressEvent {

    public GameDayEvent {
        details = details == null ? Map.of() : Map.copyOf(details);
    }

    @Override
    public String event() {
        return "step";
    }
}
