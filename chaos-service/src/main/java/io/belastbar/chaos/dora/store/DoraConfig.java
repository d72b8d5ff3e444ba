package io.belastbar.chaos.dora.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Tests that are due. */
@ConfigMapping(prefix = "belastbar.chaos.tests")
public interface DoraConfig {

    /** How often it is looked which tests are due. */
    @WithDefault("1m")
    Duration lookEvery();

    /** How many days before a test is due it is reminded of, but not before half its time is over. */
    @WithDefault("7")
    int remindDaysBefore();
}
