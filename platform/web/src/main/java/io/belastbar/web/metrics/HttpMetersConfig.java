package io.belastbar.web.metrics;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Makes the metrics of answered requests fit for promises. */
@ApplicationScoped
class HttpMetersConfig {

    @Produces
    @Singleton
    MeterFilter httpRequestMeters(HistogramConfig config) {
        return new HttpRequestMeters(
                Stream.concat(config.buckets().stream(), config.limits().orElse(List.of()).stream())
                        .toList());
    }
}
