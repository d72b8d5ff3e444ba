package io.belastbar.load.result;

import java.time.Duration;
import java.time.Instant;

/**
 * Which run a result belongs to.
 *
 * @param duration for which load was offered
 */
public record RunIdentity(
        String runId,
        String system,
        String scenario,
        int scenarioVersion,
        String target,
        Instant startedAt,
        Duration duration) {}
