package io.belastbar.capacity.history.thin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long values are kept, and how finely. Days are kept for ever. */
@ConfigMapping(prefix = "belastbar.capacity.history")
public interface ThinningConfig {

    /** How long values are kept as they were measured. */
    @WithDefault("30d")
    Duration measuredFor();

    /** How long hours are kept. */
    @WithDefault("365d")
    Duration hourlyFor();

    /** When what is old is thinned out: a UNIX cron expression in UTC. */
    @WithDefault("30 2 * * *")
    String thinningCron();
}
