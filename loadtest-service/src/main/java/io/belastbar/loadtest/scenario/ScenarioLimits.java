package io.belastbar.loadtest.scenario;

import java.time.Duration;

/** What a scenario may ask of this service, so that a typing error cannot become an attack. */
public record ScenarioLimits(int maxVirtualUsers, Duration maxDuration, int maxSteps) {}
