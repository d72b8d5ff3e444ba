package io.belastbar.load.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A request with every variable filled in, for targets in virtual time. What goes onto a wire is the HTTP driver's.
 *
 * @param uri path and query
 * @param body null for none
 */
public record RenderedRequest(String method, String uri, Map<String, String> headers, String body) {

    /** Each value is escaped for the place where it lands. */
    public static RenderedRequest of(RequestStep step, Function<String, String> variables) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (step.body() != null && step.jsonBody()) {
            headers.put("Content-Type", "application/json");
        }
        step.headers().forEach((name, value) -> headers.put(name, value.render(variables, RequestStep::headerEscape)));
        String body = step.body() == null
                ? null
                : step.body().render(variables, step.jsonBody() ? RequestStep::jsonEscape : value -> value);
        return new RenderedRequest(step.method(), step.path().render(variables, RequestStep::uriEscape), headers, body);
    }
}
