package io.belastbar.capacity.history.peer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the series of other services are read. */
@ConfigMapping(prefix = "belastbar.capacity.history.peers")
public interface PeerConfig {

    /** How often what is new is read. */
    @WithDefault("5m")
    Duration every();
}
