package io.belastbar.web.ratelimit;

import io.belastbar.web.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Answers 429 with Retry-After to a principal that asks too much of this instance. Strangers share one allowance. */
public class RateLimitFilter {

    private static final int BEFORE_AUDIT = 2900;
    private static final String ANONYMOUS = "";

    private final CurrentIdentityAssociation identities;
    private final MeterRegistry metrics;
    private static final String ALLOWANCE = "belastbar.rate-limit.allowance";

    private final RateLimiter limiter;
    private final boolean enabled;
    private final int burst;

    RateLimitFilter(CurrentIdentityAssociation identities, MeterRegistry metrics, RateLimitConfig config) {
        this.identities = identities;
        this.metrics = metrics;
        this.limiter = new RateLimiter(config.requestsPerSecond(), config.burst(), System::nanoTime);
        this.enabled = config.enabled();
        this.burst = config.burst();
    }

    /** Null lets the request pass. */
    @ServerRequestFilter(priority = BEFORE_AUDIT)
    public Uni<Response> limit(ContainerRequestContext request) {
        if (!enabled) {
            return Uni.createFrom().nullItem();
        }
        return identities.getDeferredIdentity().map(identity -> {
            RateLimiter.Allowance allowance = limiter.take(name(identity));
            request.setProperty(ALLOWANCE, allowance);
            return allowance.isAdmitted() ? null : refusal(allowance.waitNanos(), request.getUriInfo());
        });
    }

    /** Says with every answer what is left, so that a caller can slow down before it is refused. */
    @ServerResponseFilter
    public void tell(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(ALLOWANCE) instanceof RateLimiter.Allowance allowance) {
            response.getHeaders().putSingle("RateLimit-Limit", burst);
            response.getHeaders().putSingle("RateLimit-Remaining", allowance.left());
            response.getHeaders().putSingle("RateLimit-Reset", allowance.fullInSeconds());
        }
    }

    private Response refusal(long waitNanos, UriInfo uri) {
        metrics.counter("belastbar.rate.limit.rejections").increment();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(waitNanos) + 1;
        return Response.status(429)
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .entity(Problem.of(
                        "too-many-requests",
                        "Too many requests",
                        429,
                        "try again in " + seconds + " s",
                        List.of(),
                        uri.getPath()))
                .build();
    }

    private static String name(SecurityIdentity identity) {
        return identity.isAnonymous() ? ANONYMOUS : identity.getPrincipal().getName();
    }
}
