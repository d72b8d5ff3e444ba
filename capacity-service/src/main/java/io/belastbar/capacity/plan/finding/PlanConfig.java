package io.belastbar.capacity.plan.finding;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Period;

/** What is told of plans. */
@ConfigMapping(prefix = "belastbar.capacity.plan")
public interface PlanConfig {
    /** How often it is looked which tasks are overdue, and which steps come near. */
    @WithDefault("PT1H")
    Duration lookEvery();

    /** How long before its day a step that costs more is told. */
    @WithDefault("P180D")
    Period costsAhead();
}
