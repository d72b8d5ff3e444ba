package io.belastbar.web.metrics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The buckets of the histogram of answered requests. */
@ConfigMapping(prefix = "belastbar.http.histogram")
public interface HistogramConfig {

    /** Upper bounds that limits usually have. */
    @WithDefault("5ms,10ms,25ms,50ms,100ms,150ms,200ms,250ms,300ms,400ms,500ms,750ms,1s,1500ms,2s,3s,5s,10s,15s,30s")
    List<Duration> buckets();

    /** Further ones: the limits of this service's own promises. */
    Optional<List<Duration>> limits();
}
