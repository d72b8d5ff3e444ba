package io.belastbar.web.body;

import io.belastbar.web.http.EarlyResponses;
import io.belastbar.web.problem.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers 415 to a body whose type is none, which the framework would call a fault of ours, or that is compressed, which
 * would be called ill-formed. Files to import say by their first bytes that they are packed.
 */
@ApplicationScoped
class ContentHeadersFilter {
    // Ahead of everything that looks at the type or reads the body.
    private static final int PRIORITY = 99;
    private static final int UNSUPPORTED = 415;

    private final Optional<String> files;

    ContentHeadersFilter(@ConfigProperty(name = "belastbar.web.bodies-to-disk") Optional<String> files) {
        this.files = files;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        String encoding = context.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        if (type != null && !isType(type)) {
            refuse(context, "Content-Type must be a type such as application/json: was \"" + type + "\"");
        } else if (encoding != null
                && !encoding.isBlank()
                && !encoding.strip().equalsIgnoreCase("identity")
                && files.filter(context.normalizedPath()::endsWith).isEmpty()) {
            refuse(context, "a body is read as it is sent, without Content-Encoding: was \"" + encoding + "\"");
        } else {
            context.next();
        }
    }

    private static boolean isType(String text) {
        try {
            MediaType.valueOf(text);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static void refuse(RoutingContext context, String detail) {
        EarlyResponses.end(
                context,
                Problem.of(
                        "unsupported-media-type",
                        "Unsupported Media Type",
                        UNSUPPORTED,
                        detail,
                        List.of(),
                        context.request().path()));
    }
}
