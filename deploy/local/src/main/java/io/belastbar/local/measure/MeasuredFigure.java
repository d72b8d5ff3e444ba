package io.belastbar.local.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** One measurement as the budget service takes it. What was not said is left out. */
final class MeasuredFigure {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode node = JSON.createObjectNode();

    MeasuredFigure(String subject, String metric, String value) {
        node.put("subject", subject).put("metric", metric).put("value", value);
    }

    /** Null leaves it out. */
    MeasuredFigure with(String field, String value) {
        if (value != null) {
            node.put(field, value);
        }
        return this;
    }

    MeasuredFigure labelled(Map<String, String> labels) {
        if (!labels.isEmpty()) {
            labels.forEach(node.putObject("labels")::put);
        }
        return this;
    }

    String json() {
        return node.toString();
    }
}
