package io.belastbar.contracts;

import java.time.Instant;

/** A game day, or a single fault, began. */
public record GameDayStarted(String gameDayId, String system, String runbook, String startedBy, Instant startedAt)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.GAME_DAY_STARTED;
    }

    @Override
    public String partitionKey() {
        return gameDayId;
    }
}
