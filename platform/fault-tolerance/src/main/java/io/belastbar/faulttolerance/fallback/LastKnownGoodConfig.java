package io.belastbar.faulttolerance.fallback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long last known good answers are kept. */
@ConfigMapping(prefix = "belastbar.last-known-good")
public interface LastKnownGoodConfig {
    /** An older answer is worse than none. */
    @WithDefault("15m")
    Duration maxAge();
}
