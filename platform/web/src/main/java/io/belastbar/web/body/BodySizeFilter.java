package io.belastbar.web.body;

import io.belastbar.document.TooLarge;
import io.belastbar.web.http.EarlyResponses;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Answers 413 with a problem before the body is read; Quarkus' own limit would answer without one. */
@ApplicationScoped
class BodySizeFilter {

    // Ahead of Quarkus' limit, which has route order -2.
    private static final int PRIORITY = 100;

    // Behind it, which then says nothing of bodies without a stated length.
    private static final int AFTER_QUARKUS = 1;

    private final BodySizes sizes;

    BodySizeFilter(BodySizes sizes) {
        this.sizes = sizes;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
        filters.register(this::limit, AFTER_QUARKUS);
    }

    private void limit(RoutingContext context) {
        context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, sizes.max(context));
        if (context.request().version() == HttpVersion.HTTP_2) {
            // Quarkus' own 413 has this header, with which an answer is malformed there (RFC 9113, 8.2.2).
            context.addHeadersEndHandler(ending -> context.response().headers().remove(HttpHeaders.CONNECTION));
        }
        context.next();
    }

    private void check(RoutingContext context) {
        long allowed = sizes.max(context);
        if (sizes.said(context.request()).orElse(0) <= allowed) {
            context.next();
        } else {
            EarlyResponses.end(context, new TooLarge("a body may have " + allowed + " bytes"));
        }
    }
}
