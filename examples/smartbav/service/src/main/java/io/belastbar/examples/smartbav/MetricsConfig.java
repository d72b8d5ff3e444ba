package io.belastbar.examples.smartbav;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * A histogram of answered requests with a bucket at each limit that performance-budget.yml promises: without it an alert
 * on a percentile has nothing to fire on.
 */
@ApplicationScoped
class MetricsConfig {

    @Produces
    @Singleton
    MeterFilter histogramOfRequests(SmartbavConfig config) {
        var histogram = DistributionStatisticConfig.builder()
                .serviceLevelObjectives(config.latencyBuckets().stream()
                        .mapToDouble(Duration::toNanos)
                        .toArray())
                .build();
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig other) {
                var uri = id.getTag("uri");
                return id.getName().equals("http.server.requests") && uri != null && !uri.startsWith("/q/")
                        ? histogram.merge(other)
                        : other;
            }
        };
    }
}
