package io.belastbar.faulttolerance.fleet;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How instances tell each other about their breakers. */
@ConfigMapping(prefix = "belastbar.breaker-fleet")
public interface FleetConfig {
    /** False: every instance for itself; nothing is written to Redis. */
    @WithDefault("true")
    boolean enabled();

    /** How often an instance says that it lives. */
    @WithDefault("5s")
    Duration heartbeat();

    /** An instance that was silent for longer does not count in the quorum. */
    @WithDefault("15s")
    Duration seenWithin();

    /** Longest wait for Redis; afterwards the view is that of this instance alone. */
    @WithDefault("200ms")
    Duration redisTimeout();

    /** How long the news of a transition may wait for Kafka; afterwards it is dropped and counted. */
    @WithDefault("5s")
    Duration kafkaTimeout();
}
