package io.belastbar.examples.insurer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalLong;

/** The only door to the simulator's configuration. */
@ConfigMapping(prefix = "insurer")
public interface InsurerConfig {
    /** Mean answer time of a healthy insurer, in milliseconds. */
    @WithDefault("40")
    long latencyMs();

    /** Answers take the mean plus or minus this, uniformly, in milliseconds. */
    @WithDefault("20")
    long latencyJitterMs();

    /** Seed of the random outcomes; a fixed one makes a sequence of calls repeatable. Random when absent. */
    OptionalLong seed();
}
