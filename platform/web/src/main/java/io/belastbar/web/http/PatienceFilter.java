package io.belastbar.web.http;

import io.belastbar.jobs.retry.PostgresAnswers;
import io.belastbar.web.problem.Unavailable;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Answers 503 in the place of a request that waits for a PostgreSQL that hangs: one that is gone refuses, and the request
 * fails by itself; one that hangs keeps it for ever. Whoever has no answer yet after a while asks PostgreSQL something
 * small; what takes long for another reason goes on.
 */
@ApplicationScoped
class PatienceFilter {
    // Ahead of everything that may wait for PostgreSQL.
    private static final int PRIORITY = 90;
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration QUESTION = Duration.ofSeconds(3);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final String PATHS = "/api/";

    private final PostgresAnswers database;

    PatienceFilter(PostgresAnswers database) {
        this.database = database;
    }

    void install(@Observes Filters filters) {
        filters.register(this::watch, PRIORITY);
    }

    private void watch(RoutingContext request) {
        if (request.normalizedPath().startsWith(PATHS)) {
            lookLater(request);
        }
        request.next();
    }

    private void lookLater(RoutingContext request) {
        long timer = request.vertx().setTimer(LOOK.toMillis(), due -> look(request));
        request.addEndHandler(ended -> request.vertx().cancelTimer(timer));
    }

    private void look(RoutingContext request) {
        if (isAnswered(request)) {
            return;
        }
        Context own = request.vertx().getOrCreateContext();
        database.within(QUESTION)
                .subscribeAsCompletionStage()
                .thenAccept(answers -> own.runOnContext(now -> decide(request, answers)));
    }

    private void decide(RoutingContext request, boolean answers) {
        if (isAnswered(request)) {
            return;
        }
        if (answers) {
            lookLater(request);
        } else {
            refuse(request);
        }
    }

    /** A stream of progress has begun its answer. */
    private static boolean isAnswered(RoutingContext request) {
        return request.response().headWritten()
                || request.response().ended()
                || request.response().closed();
    }

    /** The connection is closed behind the answer; what still comes for the request is too late, and logged as an error. */
    private static void refuse(RoutingContext request) {
        var failure = new Unavailable("PostgreSQL does not answer; what needs it", RETRY_AFTER);
        EarlyResponses.end(request, failure)
                .onComplete(sent -> request.request().connection().close());
    }
}
