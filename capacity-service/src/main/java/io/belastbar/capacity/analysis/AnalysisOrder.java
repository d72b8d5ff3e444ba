package io.belastbar.capacity.analysis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * An analysis that is wanted.
 *
 * @param at when; what is measured until it is worked off counts
 * @param by who wanted it
 * @param fireTime of the schedule; null if somebody asked
 */
public record AnalysisOrder(UUID id, String system, Instant at, String by, Instant fireTime) {
    /** Who wants the daily ones. */
    public static final String SCHEDULE = "schedule";

    /** That of a fire time: the same whoever fires it. */
    public static AnalysisOrder scheduled(String system, Instant fireTime, Instant now) {
        String name = "capacity-analysis " + system + " " + fireTime;
        return new AnalysisOrder(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), system, now, SCHEDULE, fireTime);
    }
}
