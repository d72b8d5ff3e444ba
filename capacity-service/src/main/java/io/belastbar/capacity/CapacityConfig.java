package io.belastbar.capacity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The one door to this service's configuration. */
@ConfigMapping(prefix = "belastbar.capacity")
public interface CapacityConfig {
    /** A limit that is expected to be reached sooner is announced. */
    @WithDefault("P60D")
    Duration limitApproachingWithin();
}
