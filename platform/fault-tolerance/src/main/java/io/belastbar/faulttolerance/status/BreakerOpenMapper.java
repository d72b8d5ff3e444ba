package io.belastbar.faulttolerance.status;

import io.belastbar.faulttolerance.breaker.BreakerOpen;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A refused call that nobody caught: 503, and when to come back. */
public class BreakerOpenMapper {
    @ServerExceptionMapper
    public Response unavailable(BreakerOpen refusal) {
        long seconds = Math.max(1, (refusal.retryAfter().toMillis() + 999) / 1000);
        return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .type("application/problem+json")
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .entity(Map.of(
                        "type",
                        "about:blank",
                        "title",
                        "Service Unavailable",
                        "status",
                        503,
                        "detail",
                        refusal.breaker() + " does not answer; its circuit breaker is not closed."))
                .build();
    }
}
