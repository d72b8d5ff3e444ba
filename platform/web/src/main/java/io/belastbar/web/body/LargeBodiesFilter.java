package io.belastbar.web.body;

import io.belastbar.web.http.EarlyResponses;
import io.belastbar.web.problem.Unavailable;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers 503 with Retry-After to a large body while others are being read: what is made of a body may take thirty times
 * its bytes, and a heap holds so many. A single one is always read. Bodies of up to 64 KiB are never refused.
 */
@ApplicationScoped
class LargeBodiesFilter {

    // Behind the limit for each body, ahead of everything that reads one.
    private static final int PRIORITY = 95;

    static final long SMALL_BYTES = 64 << 10;
    private static final long HEAP_PARTS = 64;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Set<HttpMethod> WITHOUT = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final AtomicLong bytes = new AtomicLong();
    private final long bytesMax;
    private final long bodyMax;
    private final Optional<String> toDisk;

    LargeBodiesFilter(
            @ConfigProperty(name = "belastbar.web.large-bodies-bytes-max") Optional<MemorySize> bytesMax,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M") MemorySize bodyMax,
            @ConfigProperty(name = "belastbar.web.bodies-to-disk") Optional<String> toDisk) {
        this.bytesMax = bytesMax.map(MemorySize::asLongValue)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / HEAP_PARTS);
        this.bodyMax = bodyMax.asLongValue();
        this.toDisk = toDisk;
    }

    void install(@Observes Filters filters) {
        filters.register(this::admit, PRIORITY);
    }

    private void admit(RoutingContext context) {
        long sent = sent(context.request());
        if (sent <= SMALL_BYTES
                || toDisk.filter(context.normalizedPath()::endsWith).isPresent()) {
            context.next();
        } else if (take(sent)) {
            context.addEndHandler(ended -> bytes.addAndGet(-sent));
            context.next();
        } else {
            EarlyResponses.end(
                    context,
                    new Unavailable(
                            "the reading of large bodies",
                            "others are being read: at most " + bytesMax + " bytes at once, and this body has " + sent,
                            RETRY_AFTER));
        }
    }

    private boolean take(long wanted) {
        long before = bytes.getAndUpdate(taken -> fits(taken, wanted) ? taken + wanted : taken);
        return fits(before, wanted);
    }

    private boolean fits(long taken, long wanted) {
        return taken == 0 || taken + wanted <= bytesMax;
    }

    /** HTTP/2 does not say at the head of a request whether a body follows; one that is read has a type. */
    private static boolean bringsOne(HttpServerRequest request) {
        return !WITHOUT.contains(request.method()) && request.headers().contains(HttpHeaders.CONTENT_TYPE);
    }

    /** As long as may be, of a body that does not say its length. */
    private long sent(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return Long.parseLong(length);
        }
        boolean streamed = request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || request.version() == HttpVersion.HTTP_2 && bringsOne(request);
        return streamed ? bodyMax : 0;
    }
}
