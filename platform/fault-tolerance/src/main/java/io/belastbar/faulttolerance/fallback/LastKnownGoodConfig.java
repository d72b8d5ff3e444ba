package io.belastbar.faulttolerance.fallback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long, and how many, last known good answers are kept. */
@ConfigMapping(prefix = "belastbar.last-known-good")
public interface LastKnownGoodConfig {
    /** An older answer is worse than none. */
    @WithDefault("15m")
    Duration maxAge();

    /** Answers kept in memory; the one that was not asked for the longest goes first. */
    @WithDefault("1000")
    int entries();
}
