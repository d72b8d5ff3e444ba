package io.belastbar.faulttolerance.breaker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;

/** The breakers' policies, by breaker name: {@code belastbar.breakers.versicherer-api.timeout=10s}. */
@ConfigMapping(prefix = "belastbar.breakers")
public interface BreakersConfig {
    @WithParentName
    Map<String, Settings> byName();

    /** One breaker's policy. */
    interface Settings {
        /** Opens after this many failures in a row. */
        @WithDefault("5")
        int failureThreshold();

        /** A call that takes longer has failed; below 30 s for the insurers, so that slowness counts. */
        @WithDefault("10s")
        Duration timeout();

        /** How long an open breaker admits nothing; each instance waits up to a fifth less or more. */
        @WithDefault("30s")
        Duration openDelay();

        /** How many probes a half-open breaker admits, and how many must succeed to close it. */
        @WithDefault("2")
        int successThreshold();

        default BreakerPolicy policy(String name) {
            return new BreakerPolicy(name, failureThreshold(), timeout(), openDelay(), successThreshold());
        }
    }
}
