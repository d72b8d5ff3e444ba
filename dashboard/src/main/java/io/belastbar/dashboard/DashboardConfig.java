package io.belastbar.dashboard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of the page itself. */
@ConfigMapping(prefix = "belastbar.dashboard")
public interface DashboardConfig {

    /** How long one service may take to answer the readiness question before it counts as down. */
    @WithDefault("2s")
    Duration statusTimeout();
}
