package io.belastbar.chaos.expectation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a game day stands when something is looked at.
 *
 * @param since from when on what happened counts: the injection before, else the beginning of the game day
 * @param fault the last fault that was injected
 * @param testRun the load that was started last
 */
public record Situation(
        String system, UUID gameDay, Instant since, Instant now, Optional<UUID> fault, Optional<UUID> testRun) {}
