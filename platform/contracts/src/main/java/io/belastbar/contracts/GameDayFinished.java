package io.belastbar.contracts;

import java.time.Instant;

/**
 * A game day ended; every fault is cleared.
 *
 * @param outcome for example {@code PASSED}, {@code FAILED}, {@code ABORTED}
 * @param recoveryTimeMs measured recovery time; null when none was measured
 */
public record GameDayFinished(
        String gameDayId, String system, String runbook, String outcome, Long recoveryTimeMs, Instant finishedAt)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.GAME_DAY_FINISHED;
    }

    @Override
    public String partitionKey() {
        return gameDayId;
    }
}
