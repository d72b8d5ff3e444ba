package io.belastbar.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** What a query gave (Prometheus, HTTP API, "Expression query result formats"), or the reason why it gave nothing. */
public sealed interface PrometheusAnswer<T> {

    /** The reason of a query that was answered in full and matches nothing. */
    String NO_SERIES = "the query gave no series";

    record Value<T>(T value) implements PrometheusAnswer<T> {}

    record Nothing<T>(String reason) implements PrometheusAnswer<T> {}

    /**
     * Reads the answer to an instant query; several series are refused, because which of them is meant only the query
     * can say.
     */
    static PrometheusAnswer<Double> number(String body, ObjectMapper json) {
        return read(body, json, PrometheusAnswer::number);
    }

    /**
     * Reads the answer to a range query. Of two values of one moment the later one in the answer counts; a series without
     * a finite value is none.
     */
    static PrometheusAnswer<List<PrometheusSeries>> series(String body, ObjectMapper json) {
        return read(body, json, PrometheusAnswer::series);
    }

    private static <T> PrometheusAnswer<T> read(
            String body, ObjectMapper json, BiFunction<String, JsonNode, PrometheusAnswer<T>> result) {
        try {
            var answer = json.readTree(body);
            if (!"success".equals(answer.path("status").asText())) {
                return new Nothing<>(
                        "Prometheus refused the query: " + answer.path("error").asText("without a reason"));
            }
            var missing = missing(answer);
            if (missing.isPresent()) {
                return new Nothing<>(missing.get());
            }
            var data = answer.path("data");
            return result.apply(data.path("resultType").asText(), data.path("result"));
        } catch (JsonProcessingException other) {
            return new Nothing<>("the answer is not that of Prometheus");
        } catch (NumberFormatException notOne) {
            return new Nothing<>("the query gave something else than a number: " + notOne.getMessage());
        }
    }

    /**
     * Why the answer is not whole: Thanos and others succeed with warnings where a store did not answer, and
     * VictoriaMetrics marks what is partial. What is missing may be what breaks a promise.
     */
    private static Optional<String> missing(JsonNode answer) {
        if (answer.path("isPartial").asBoolean()) {
            return Optional.of("the answer is partial: not every store answered");
        }
        var warnings = answer.path("warnings");
        return warnings.isEmpty()
                ? Optional.empty()
                : Optional.of("the answer may not be whole: " + warnings.path(0).asText());
    }

    private static PrometheusAnswer<Double> number(String type, JsonNode result) {
        return switch (type) {
            case "scalar" -> number(result.path(1).asText());
            case "vector" ->
                switch (result.size()) {
                    case 0 -> new Nothing<>(NO_SERIES);
                    case 1 -> number(result.path(0).path("value").path(1).asText());
                    default ->
                        new Nothing<>("the query gave " + result.size()
                                + " series; one is needed, so aggregate them, for example with sum()");
                };
            default -> new Nothing<>("the query gave no number but a " + (type.isEmpty() ? "nothing" : type));
        };
    }

    private static PrometheusAnswer<Double> number(String text) {
        var value = finite(text);
        return value.isPresent() ? new Value<>(value.getAsDouble()) : new Nothing<>("the query gave " + text);
    }

    private static PrometheusAnswer<List<PrometheusSeries>> series(String type, JsonNode result) {
        if (!"matrix".equals(type)) {
            return new Nothing<>("the query gave no series over time but a " + (type.isEmpty() ? "nothing" : type));
        }
        var all = new ArrayList<PrometheusSeries>();
        for (var one : result) {
            var labels = new HashMap<String, String>();
            one.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            var values = new TreeMap<Instant, Double>();
            for (var pair : one.path("values")) {
                var at = Instant.ofEpochMilli(Math.round(pair.path(0).asDouble() * 1e3));
                finite(pair.path(1).asText()).ifPresent(value -> values.put(at, value));
            }
            if (!values.isEmpty()) {
                all.add(new PrometheusSeries(labels, values));
            }
        }
        return all.isEmpty() ? new Nothing<>(NO_SERIES) : new Value<>(List.copyOf(all));
    }

    private static OptionalDouble finite(String text) {
        return switch (text) {
            case "NaN", "+Inf", "-Inf" -> OptionalDouble.empty();
            default -> OptionalDouble.of(Double.parseDouble(text));
        };
    }
}
