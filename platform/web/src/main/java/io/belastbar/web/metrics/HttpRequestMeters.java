package io.belastbar.web.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.Collection;

/**
 * What the metrics of answered requests must have for promises to be held against them: a histogram with a bucket at each
 * limit, and paths as people write them. Without the first an alert on a percentile can never fire.
 */
public final class HttpRequestMeters implements MeterFilter {

    private static final String REQUESTS = "http.server.requests";
    private static final String URI = "uri";
    /** What Micrometer calls the path "/". */
    private static final String ROOT = "root";

    private final DistributionStatisticConfig histogram;

    /** @param limits upper bounds of the buckets; more of them are more series for every path and status */
    public HttpRequestMeters(Collection<Duration> limits) {
        this.histogram = DistributionStatisticConfig.builder()
                .serviceLevelObjectives(limits.stream()
                        .distinct()
                        .sorted()
                        .mapToDouble(Duration::toNanos)
                        .toArray())
                .build();
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        var uri = id.getName().equals(REQUESTS) ? id.getTag(URI) : null;
        var plain = uri == null ? null : PathTemplate.plain(uri);
        return uri == null || uri.equals(plain) ? id : id.withTag(Tag.of(URI, plain));
    }

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        return id.getName().equals(REQUESTS) && isPromised(id.getTag(URI)) ? histogram.merge(config) : config;
    }

    /** Nobody promises anything about the framework's own pages, or about paths that are not there. */
    private static boolean isPromised(String uri) {
        return uri != null && (uri.equals(ROOT) || uri.startsWith("/") && !uri.startsWith("/q/"));
    }
}
