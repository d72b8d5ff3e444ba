package io.belastbar.web.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Counts how often callers knew already what they asked for: reads that carry an ETag, answered 304 or in full. */
public class EtagHitFilter {

    private static final String READS = "belastbar.http.etag.reads";

    private final Counter hits;
    private final Counter misses;

    EtagHitFilter(MeterRegistry metrics) {
        this.hits = metrics.counter(READS, "result", "hit");
        this.misses = metrics.counter(READS, "result", "miss");
        Gauge.builder("belastbar.http.etag.hit.ratio", this, EtagHitFilter::hitRatio)
                .register(metrics);
    }

    @ServerResponseFilter
    public void count(ContainerRequestContext request, ContainerResponseContext answer) {
        if (!HttpMethod.GET.equals(request.getMethod()) || !answer.getHeaders().containsKey(HttpHeaders.ETAG)) {
            return;
        }
        if (answer.getStatus() == Status.NOT_MODIFIED.getStatusCode()) {
            hits.increment();
        } else if (answer.getStatus() == Status.OK.getStatusCode()) {
            misses.increment();
        }
    }

    /** Hits per read since the start; NaN before the first. */
    private double hitRatio() {
        return hits.count() / (hits.count() + misses.count());
    }
}
