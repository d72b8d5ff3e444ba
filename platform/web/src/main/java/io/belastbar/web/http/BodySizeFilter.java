package io.belastbar.web.http;

import io.belastbar.document.TooLarge;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers 413 with a problem before the body is read; Quarkus' own limit would answer without one. */
@ApplicationScoped
class BodySizeFilter {

    // Ahead of Quarkus' limit, which has route order -2.
    private static final int PRIORITY = 100;

    // Behind it, which then says nothing of bodies without a stated length.
    private static final int AFTER_QUARKUS = 1;

    private final long bytesMax;
    private final long ordinaryBytesMax;
    private final String largeBodies;

    /** {@code largeBodies} ends the paths of uploads; other bodies keep to the ordinary limit if it is set. */
    BodySizeFilter(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M") MemorySize bodySizeMax,
            @ConfigProperty(name = "belastbar.web.body-size-max", defaultValue = "10M") MemorySize ordinaryMax,
            @ConfigProperty(name = "belastbar.web.large-bodies") Optional<String> largeBodies) {
        this.bytesMax = bodySizeMax.asLongValue();
        this.ordinaryBytesMax = ordinaryMax.asLongValue();
        this.largeBodies = largeBodies.orElse("");
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
        filters.register(this::limit, AFTER_QUARKUS);
    }

    private long bytesMax(RoutingContext context) {
        return context.normalizedPath().endsWith(largeBodies) ? bytesMax : Math.min(bytesMax, ordinaryBytesMax);
    }

    private void limit(RoutingContext context) {
        context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, bytesMax(context));
        context.next();
    }

    private void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        long allowed = bytesMax(context);
        if (length == null || Long.parseLong(length) <= allowed) {
            context.next();
            return;
        }
        EarlyResponses.end(context, new TooLarge("a body may have " + allowed + " bytes"));
    }
}
