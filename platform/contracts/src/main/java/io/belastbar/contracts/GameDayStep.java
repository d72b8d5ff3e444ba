package io.belastbar.contracts;

import java.time.Instant;
import java.util.Map;

/**
 * One thing that happened on a game day.
 *
 * @param sequence counts from 1 within the game day
 * @param action for example {@code insurer-latency}
 * @param phase for example {@code INJECTED}, {@code CLEARED}, {@code EXPIRED}, {@code FAILED}
 * @param target the registered target's name
 * @param details parameters and measurements, units in the keys
 */
public record GameDayStep(
        String gameDayId,
        String system,
        int sequence,
        String action,
        String phase,
        String target,
        Instant at,
        String by,
        Map<String, String> details)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.GAME_DAY_STEP;
    }

    @Override
    public String partitionKey() {
        return gameDayId;
    }
}
