package io.belastbar.load.scenario;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.belastbar.load.scenario.Step.SendStep;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One request to the target.
 *
 * @param path path and query, from the slash
 * @param body null for none
 * @param jsonBody whether values in the body are escaped as inside JSON strings
 * @param expectedStatus statuses that count as success; empty: every status below 400
 * @param extract variables taken from the JSON answer for later steps of the same iteration
 * @param endpoint the name that budgets use; results are grouped by it
 */
public record RequestStep(
        String name,
        String method,
        Template path,
        Map<String, Template> headers,
        Template body,
        boolean jsonBody,
        Set<Integer> expectedStatus,
        Map<String, JsonExtraction> extract,
        String endpoint,
        String tag)
        implements SendStep {

    public RequestStep {
        headers = Map.copyOf(headers);
        expectedStatus = Set.copyOf(expectedStatus);
        extract = Map.copyOf(extract);
    }

    /** Whether an answer with this status counts as success. */
    public boolean accepts(int status) {
        return expectedStatus.isEmpty() ? status < 400 : expectedStatus.contains(status);
    }

    @Override
    public Set<String> variables() {
        Set<String> variables = new TreeSet<>(path.variables());
        headers.values().forEach(header -> variables.addAll(header.variables()));
        if (body != null) {
            variables.addAll(body.variables());
        }
        return variables;
    }

    /** For a value within a path or a query (RFC 3986, 2.1). */
    public static String uriEscape(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A line break in a value taken from an answer must not become a header of its own. */
    public static String headerEscape(String value) {
        return value.replaceAll("[\\r\\n]", "");
    }

    /** For a value within a JSON string (RFC 8259, 7). */
    public static String jsonEscape(String value) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(value));
    }
}
