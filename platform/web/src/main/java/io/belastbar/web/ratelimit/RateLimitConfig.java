package io.belastbar.web.ratelimit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one principal may ask of one instance. */
@ConfigMapping(prefix = "belastbar.rate-limit")
public interface RateLimitConfig {

    /** Whether calls are limited at all. */
    @WithDefault("true")
    boolean enabled();

    /** Calls per second on the long run. */
    @WithDefault("200")
    double requestsPerSecond();

    /** Calls at once. */
    @WithDefault("400")
    int burst();
}
