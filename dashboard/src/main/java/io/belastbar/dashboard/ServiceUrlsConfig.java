package io.belastbar.dashboard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.Map;

/** Where each service answers, by its short name: {@code belastbar.url.budget=http://127.0.0.1:18701}. */
@ConfigMapping(prefix = "belastbar.url")
public interface ServiceUrlsConfig {
    @WithParentName
    Map<String, URI> byName();
}
