package io.belastbar.load.scenario;

import java.time.Duration;

/**
 * What a scenario may ask for, so that a typing error cannot become an attack.
 *
 * @param maxUsers virtual users at once
 * @param maxPerSecond iterations per second of an open load
 * @param maxDuration sum of the stages
 * @param maxSteps of all flows together
 * @param maxConnections at once
 * @param maxTenants and at most this many rows of test data times ten thousand
 */
public record ScenarioLimits(
        int maxUsers, double maxPerSecond, Duration maxDuration, int maxSteps, int maxConnections, int maxTenants) {

    /** For checking a document without a service's configuration. */
    public static final ScenarioLimits DEFAULT = new ScenarioLimits(5_000, 20_000, Duration.ofHours(3), 50, 5_000, 500);
}
