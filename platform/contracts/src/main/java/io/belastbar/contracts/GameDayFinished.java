package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A game day ended; every fault is cleared.
 *
 * @param outcome for example {@code PASSED}, {@code FAILED}, {@code ABORTED}
 * @param recoveryTimeMs measured recovery time; null when none was measured
 * @param lostRows acknowledged writes that were not there afterwards; null when nobody looked, which is not 0
 * @param recoveryPointMs measured recovery point: the time from the oldest lost write to the last acknowledged one before
 *     the outage; null when none was measured
 * @param recordHead of the signed record, so that whoever keeps this event can tell a record that was written anew; null
 *     where there is none
 */
public record GameDayFinished(
        String gameDayId,
        String system,
        String runbook,
        String outcome,
        Long recoveryTimeMs,
        Instant finishedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long lostRows,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long recoveryPointMs,
        @JsonInclude(JsonInclude.Include.NON_NULL) RecordHeadFacts recordHead)
        implements EventData {

    /** Without a record and without a look at the data. */
    public GameDayFinished(
            String gameDayId, String system, String runbook, String outcome, Long recoveryTimeMs, Instant finishedAt) {
        this(gameDayId, system, runbook, outcome, recoveryTimeMs, finishedAt, null, null, null);
    }

    @Override
    public EventType eventType() {
        return EventType.GAME_DAY_FINISHED;
    }

    @Override
    public String partitionKey() {
        return gameDayId;
    }
}
