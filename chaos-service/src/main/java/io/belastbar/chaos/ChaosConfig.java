package io.belastbar.chaos;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The one door to this service's configuration. */
@ConfigMapping(prefix = "belastbar.chaos")
public interface ChaosConfig {
    /** How long one call to a target's control address may take. */
    @WithDefault("3s")
    Duration controlTimeout();

    /** How often to look for faults that are due to be cleared. */
    @WithDefault("1s")
    Duration sweepInterval();

    /** Where the histories of probes are written, one file a game day; kept for as long as the results are. */
    @WithDefault("probes")
    Path probeFolder();
}
