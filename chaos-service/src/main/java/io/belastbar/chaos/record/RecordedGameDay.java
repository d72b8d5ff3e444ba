package io.belastbar.chaos.record;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * That there is a record of a game day.
 *
 * @param finishedAt empty while it is under way
 * @param outcome {@code PASSED}, {@code FAILED}, {@code INCONCLUSIVE} or {@code ABORTED}
 */
public record RecordedGameDay(
        UUID gameDay,
        String system,
        String runbook,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<String> outcome) {}
