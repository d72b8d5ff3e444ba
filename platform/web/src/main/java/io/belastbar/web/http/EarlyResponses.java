package io.belastbar.web.http;

import io.belastbar.web.problem.DomainFailure;
import io.belastbar.web.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Problems that are told in front of the endpoints, where nothing else makes answers of failures. */
final class EarlyResponses {

    private EarlyResponses() {}

    /** Answers with the failure's problem; the connection is not used again. */
    static Future<Void> end(RoutingContext request, DomainFailure failure) {
        Problem problem = failure.problem(request.request().path());
        HttpServerResponse response = request.response()
                .setStatusCode(failure.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close");
        failure.retryAfter().ifPresent(after -> response.putHeader("Retry-After", Long.toString(after.toSeconds())));
        return response.end(new JsonObject()
                .put("type", problem.type().toString())
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", problem.detail())
                .put("instance", problem.instance())
                .encode());
    }
}
