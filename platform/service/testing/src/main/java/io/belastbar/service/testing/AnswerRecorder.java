package io.belastbar.service.testing;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writes down what the API answers to whichever client of a test, in front of everything that may answer. */
@ApplicationScoped
class AnswerRecorder {
    private static final int FIRST = 1000;
    private static final String PATHS = "/api/";

    private final Set<Answer> seen = ConcurrentHashMap.newKeySet();

    void install(@Observes Filters filters) {
        filters.register(this::watch, FIRST);
    }

    private void watch(RoutingContext request) {
        if (request.request().path().startsWith(PATHS)) {
            request.addEndHandler(ended -> {
                if (ended.succeeded()) {
                    record(request);
                }
            });
        }
        request.next();
    }

    private void record(RoutingContext request) {
        var answer = Answer.of(
                request.request().method().name(),
                request.request().path(),
                request.response().getStatusCode(),
                request.response().headers().get("Content-Type"));
        if (seen.add(answer)) {
            AnswerFile.add(answer);
        }
    }
}
