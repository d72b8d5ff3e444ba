package io.belastbar.examples.insurer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
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

    Webhook webhook();

    /** What the insurer tells its broker on its own. */
    interface Webhook {
        /** The secret that signs its events; without one it tells nothing. */
        Optional<String> secret();

        /** Share of the quotes that it tells something about afterwards, from 0 to 1. */
        @WithDefault("0.1")
        double share();

        /** Events that may wait for the broker; the eldest are given up for more. */
        @WithDefault("10000")
        int waitingMax();
    }
}
