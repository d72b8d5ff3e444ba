package io.belastbar.web.body;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long the body of a request may be, and how long it is as far as its head says. */
@ApplicationScoped
class BodySizes {
    private static final Set<HttpMethod> WITHOUT = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final long bytesMax;
    private final long ordinaryBytesMax;
    private final String largeBodies;

    /** {@code largeBodies} ends the paths of uploads; other bodies keep to the ordinary limit if it is set. */
    BodySizes(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M") MemorySize bytesMax,
            @ConfigProperty(name = "belastbar.web.body-size-max", defaultValue = "10M") MemorySize ordinaryMax,
            @ConfigProperty(name = "belastbar.web.large-bodies") Optional<String> largeBodies) {
        this.bytesMax = bytesMax.asLongValue();
        this.ordinaryBytesMax = Math.min(this.bytesMax, ordinaryMax.asLongValue());
        this.largeBodies = largeBodies.orElse("");
    }

    /** Bytes that the body of this request may have. */
    long max(RoutingContext context) {
        return context.normalizedPath().endsWith(largeBodies) ? bytesMax : ordinaryBytesMax;
    }

    /** Bytes that the head says; empty where it does not. */
    OptionalLong said(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
    }

    /** Bytes to be ready for: what the head says, or as many as may be where a body of unknown length follows. */
    long expected(RoutingContext context) {
        HttpServerRequest request = context.request();
        return said(request).orElseGet(() -> isStreamed(request) ? max(context) : 0);
    }

    /** HTTP/2 does not say at the head of a request whether a body follows; one that is read has a type. */
    private static boolean isStreamed(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                ? !WITHOUT.contains(request.method()) && request.headers().contains(HttpHeaders.CONTENT_TYPE)
                : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }
}
