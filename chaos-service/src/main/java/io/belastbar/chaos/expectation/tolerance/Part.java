package io.belastbar.chaos.expectation.tolerance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;

/** What of an answer is looked at. */
public enum Part {
    STATUS,
    HEADERS,
    BODY,
    /** The three as one object. */
    ALL;

    private static final ObjectMapper JSON = new ObjectMapper();

    String word() {
        return switch (this) {
            case STATUS -> "status";
            case HEADERS -> "headers";
            case BODY -> "body";
            case ALL -> "answer";
        };
    }

    String text(Answered answer) {
        return switch (this) {
            case STATUS -> Integer.toString(answer.status());
            case BODY -> answer.body();
            case HEADERS, ALL -> json(answer);
        };
    }

    String json(Answered answer) {
        return switch (this) {
            case STATUS -> Integer.toString(answer.status());
            case HEADERS -> headers(answer).toString();
            case BODY -> answer.body();
            case ALL ->
                JsonNodeFactory.instance
                        .objectNode()
                        .put("status", answer.status())
                        .<ObjectNode>set("headers", headers(answer))
                        .set("body", body(answer))
                        .toString();
        };
    }

    private static ObjectNode headers(Answered answer) {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        answer.headers().forEach(headers::put);
        return headers;
    }

    private static JsonNode body(Answered answer) {
        try {
            JsonNode read = JSON.readTree(answer.body());
            return read == null || read.isMissingNode() ? JsonNodeFactory.instance.textNode("") : read;
        } catch (JsonProcessingException plain) {
            return JsonNodeFactory.instance.textNode(answer.body());
        }
    }
}
