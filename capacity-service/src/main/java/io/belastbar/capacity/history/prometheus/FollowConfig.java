package io.belastbar.capacity.history.prometheus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How history is read from Prometheus. */
@ConfigMapping(prefix = "belastbar.capacity.history.prometheus")
public interface FollowConfig {

    /** How long a server may take for one slice. */
    @WithDefault("20s")
    Duration queryTimeout();

    /** How long is waited between two slices of a system, so that its server has time for others. */
    @WithDefault("500ms")
    Duration pause();
}
