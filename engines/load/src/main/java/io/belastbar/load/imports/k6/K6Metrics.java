package io.belastbar.load.imports.k6;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.load.imports.source.FieldFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The metrics of a k6 summary, whichever of its three styles they are written in. */
final class K6Metrics {

    static final String DURATION = "metrics/http_req_duration";

    private final JsonNode metrics;

    K6Metrics(JsonNode metrics) {
        this.metrics = metrics;
    }

    /**
     * The metrics of a whole summary: an object by name, or, in the machine-readable summary, a list with names.
     *
     * @return null if it has none
     */
    static K6Metrics of(JsonNode root) {
        JsonNode list = root.path("results").path("metrics");
        JsonNode metrics = root.path("metrics").isMissingNode() ? list : root.path("metrics");
        if (metrics.isObject()) {
            return new K6Metrics(metrics);
        }
        if (!metrics.isArray()) {
            return null;
        }
        ObjectNode byName = JsonNodeFactory.instance.objectNode();
        metrics.forEach(metric -> byName.set(metric.path("name").asText(), metric));
        return new K6Metrics(byName);
    }

    boolean has(String metric, String name) {
        return values(metric).path(name).isNumber();
    }

    List<String> names(String metric) {
        return values(metric).properties().stream().map(Map.Entry::getKey).toList();
    }

    double number(String metric, String name, double min, double max) {
        JsonNode value = values(metric).path(name);
        if (!value.isNumber() || value.asDouble() < min || value.asDouble() > max) {
            throw new FieldFault(
                    1,
                    null,
                    "metrics/" + metric + "/" + name,
                    "must be a number from " + (long) min + " to " + (long) max,
                    value.isMissingNode() ? "nothing" : value.toString());
        }
        return value.asDouble();
    }

    double numberOr(String metric, String name, double otherwise) {
        return values(metric).path(name).asDouble(otherwise);
    }

    /** In milliseconds. */
    double duration(String name) {
        return number("http_req_duration", name, 0, Duration.ofHours(1).toMillis());
    }

    /** What k6 itself judged: in the old style the flag says failed, in the new one ok. */
    List<String> thresholds() {
        List<String> sentences = new ArrayList<>();
        for (Map.Entry<String, JsonNode> metric : metrics.properties()) {
            for (Map.Entry<String, JsonNode> threshold :
                    metric.getValue().path("thresholds").properties()) {
                JsonNode flag = threshold.getValue();
                boolean passed =
                        flag.isBoolean() ? !flag.asBoolean() : flag.path("ok").asBoolean();
                sentences.add("k6 judged " + metric.getKey() + " " + threshold.getKey() + ": "
                        + (passed ? "passed" : "failed") + ".");
            }
        }
        return sentences;
    }

    private JsonNode values(String metric) {
        JsonNode node = metrics.path(metric);
        return node.path("values").isObject() ? node.path("values") : node;
    }
}
