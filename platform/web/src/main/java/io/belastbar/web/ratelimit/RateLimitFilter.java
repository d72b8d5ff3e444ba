package io.belastbar.web.ratelimit;

import io.belastbar.web.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Answers 429 with Retry-After to a principal that asks too much of this instance. Strangers share one allowance. */
public class RateLimitFilter {

    private static final int BEFORE_AUDIT = 2900;
    private static final String ANONYMOUS = "";

    private final CurrentIdentityAssociation identities;
    private final MeterRegistry metrics;
    private final RateLimiter limiter;
    private final boolean enabled;

    RateLimitFilter(CurrentIdentityAssociation identities, MeterRegistry metrics, RateLimitConfig config) {
        this.identities = identities;
        this.metrics = metrics;
        this.limiter = new RateLimiter(config.requestsPerSecond(), config.burst(), System::nanoTime);
        this.enabled = config.enabled();
    }

    /** Null lets the request pass. */
    @ServerRequestFilter(priority = BEFORE_AUDIT)
    public Uni<Response> limit(UriInfo uri) {
        if (!enabled) {
            return Uni.createFrom().nullItem();
        }
        return identities.getDeferredIdentity().map(identity -> answer(limiter.take(name(identity)), uri));
    }

    private Response answer(long waitNanos, UriInfo uri) {
        if (waitNanos == 0) {
            return null;
        }
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
