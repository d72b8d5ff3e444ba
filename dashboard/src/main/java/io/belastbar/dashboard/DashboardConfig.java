package io.belastbar.dashboard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** The only door to the dashboard's configuration. */
@ConfigMapping(prefix = "belastbar")
public interface DashboardConfig {

    /** Where each service answers, by its short name: {@code belastbar.url.budget=http://127.0.0.1:18701}. */
    @WithName("url")
    Map<String, URI> urls();

    Dashboard dashboard();

    /** Settings of the page itself. */
    interface Dashboard {
        /** How long one service may take to answer the readiness question before it counts as down. */
        @WithDefault("2s")
        Duration statusTimeout();
    }
}
