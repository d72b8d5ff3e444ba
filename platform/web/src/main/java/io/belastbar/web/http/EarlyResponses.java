package io.belastbar.web.http;

import io.belastbar.document.RefusedInput;
import io.belastbar.web.problem.DomainFailure;
import io.belastbar.web.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Problems that are told in front of the endpoints, where nothing else makes answers of failures. */
public final class EarlyResponses {

    private EarlyResponses() {}

    /** Answers with the failure's problem; a connection of HTTP/1 is not used again. */
    public static Future<Void> end(RoutingContext request, DomainFailure failure) {
        failure.retryAfter()
                .ifPresent(after -> request.response().putHeader("Retry-After", Long.toString(after.toSeconds())));
        return end(request, failure.problem(request.request().path()));
    }

    /** Answers with the refusal's problem; a connection of HTTP/1 is not used again. */
    public static Future<Void> end(RoutingContext request, RefusedInput refused) {
        return end(request, Problem.of(refused, request.request().path()));
    }

    /** Answers with the problem; a connection of HTTP/1 is not used again. */
    public static Future<Void> end(RoutingContext request, Problem problem) {
        HttpServerResponse response = request.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (request.request().version() != HttpVersion.HTTP_2) {
            // In HTTP/2 a connection carries others too, and an answer with this header is malformed (RFC 9113, 8.2.2).
            response.putHeader(HttpHeaders.CONNECTION, "close");
        }
        return response.end(new JsonObject()
                .put("type", problem.type().toString())
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", problem.detail())
                .put("instance", problem.instance())
                .encode());
    }
}
