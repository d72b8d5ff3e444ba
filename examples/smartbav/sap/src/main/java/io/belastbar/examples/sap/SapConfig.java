package io.belastbar.examples.sap;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The only door to the simulator's configuration. */
@ConfigMapping(prefix = "sap")
public interface SapConfig {
    /** Mean answer time of a healthy system, in milliseconds. */
    @WithDefault("25")
    long latencyMs();

    /** Answers take the mean plus or minus this, uniformly, in milliseconds. */
    @WithDefault("10")
    long latencyJitterMs();

    /** Seed of the random outcomes; a fixed one makes a sequence of calls repeatable. Random when absent. */
    OptionalLong seed();

    /** Where postings are kept, so that a killed process has them again; in memory only when absent. */
    Optional<Path> journal();

    /** More postings than these are refused with 503. */
    @WithDefault("1000000")
    int postingsMax();
}
