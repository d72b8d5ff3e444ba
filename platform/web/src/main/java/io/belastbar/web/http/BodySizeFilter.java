package io.belastbar.web.http;

import io.belastbar.web.problem.DomainFailure;
import io.belastbar.web.problem.Problem;
import io.belastbar.web.problem.TooLarge;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers 413 with a problem before the body is read; Quarkus' own limit would answer without one. */
@ApplicationScoped
class BodySizeFilter {

    // Ahead of Quarkus' limit, which has route order -2.
    private static final int PRIORITY = 100;

    private final long bytesMax;

    BodySizeFilter(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M") MemorySize bodySizeMax) {
        this.bytesMax = bodySizeMax.asLongValue();
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= bytesMax) {
            context.next();
            return;
        }
        DomainFailure failure = new TooLarge("a body may have " + bytesMax + " bytes");
        Problem problem = failure.problem(context.request().path());
        context.response()
                .setStatusCode(failure.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(new JsonObject()
                        .put("type", problem.type().toString())
                        .put("title", problem.title())
                        .put("status", problem.status())
                        .put("detail", problem.detail())
                        .put("instance", problem.instance())
                        .encode());
    }
}
