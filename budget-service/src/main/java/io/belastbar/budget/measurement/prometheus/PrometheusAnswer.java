package io.belastbar.budget.measurement.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The answer of {@code /api/v1/query} to an instant query (Prometheus, HTTP API, "Instant queries"): one number, or the
 * reason why there is none.
 */
sealed interface PrometheusAnswer {

    record Number(double value) implements PrometheusAnswer {}

    record Nothing(String reason) implements PrometheusAnswer {}

    /** Reads the body of an answer; several series are refused, because which of them is meant only the query can say. */
    static PrometheusAnswer read(String body, ObjectMapper json) {
        try {
            var answer = json.readTree(body);
            if (!"success".equals(answer.path("status").asText())) {
                return new Nothing(
                        "Prometheus refused the query: " + answer.path("error").asText("without a reason"));
            }
            return number(answer.path("data"));
        } catch (JsonProcessingException other) {
            return new Nothing("the answer is not that of Prometheus");
        }
    }

    private static PrometheusAnswer number(JsonNode data) {
        var result = data.path("result");
        return switch (data.path("resultType").asText()) {
            case "scalar" -> number(result.path(1).asText());
            case "vector" ->
                switch (result.size()) {
                    case 0 -> new Nothing("the query gave no series");
                    case 1 -> number(result.path(0).path("value").path(1).asText());
                    default ->
                        new Nothing("the query gave " + result.size()
                                + " series; one is needed, so aggregate them, for example with sum()");
                };
            default ->
                new Nothing("the query gave no number but a "
                        + data.path("resultType").asText("nothing"));
        };
    }

    private static PrometheusAnswer number(String text) {
        try {
            var value = Double.parseDouble(text);
            return Double.isFinite(value) ? new Number(value) : new Nothing("the query gave " + text);
        } catch (NumberFormatException notOne) {
            return new Nothing("the query gave '" + text + "' for a number");
        }
    }
}
