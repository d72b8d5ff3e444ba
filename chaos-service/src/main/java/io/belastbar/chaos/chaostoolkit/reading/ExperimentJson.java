package io.belastbar.chaos.chaostoolkit.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belastbar.document.DocumentNode;
import java.util.regex.Pattern;

/** A document as JSON, with every key that it has, and with the types that Chaos Toolkit's own reader sees. */
public final class ExperimentJson {
    private static final JsonNodeFactory NODES = new JsonNodeFactory(true);
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(NODES)
            .build();
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern TRUE = Pattern.compile("true|True|TRUE|yes|Yes|YES|on|On|ON");
    private static final Pattern FALSE = Pattern.compile("false|False|FALSE|no|No|NO|off|Off|OFF");

    private ExperimentJson() {}

    /** The same values in the same order. */
    public static JsonNode of(DocumentNode node) {
        return switch (node.kind()) {
            case MAPPING -> {
                var object = NODES.objectNode();
                node.fields().forEach((name, value) -> object.set(name, of(value)));
                yield object;
            }
            case SEQUENCE -> {
                var array = NODES.arrayNode();
                node.items().forEach(item -> array.add(of(item)));
                yield array;
            }
            case SCALAR -> scalar(node.text(), node.quoted());
            case NULL, ABSENT -> NODES.nullNode();
        };
    }

    /** A text that stands without quotes may be a number or a truth value. */
    static JsonNode scalar(String text, boolean quoted) {
        if (quoted) {
            return NODES.textNode(text);
        }
        if (TRUE.matcher(text).matches() || FALSE.matcher(text).matches()) {
            return NODES.booleanNode(TRUE.matcher(text).matches());
        }
        return NUMBER.matcher(text).matches() ? number(text) : NODES.textNode(text);
    }

    private static JsonNode number(String text) {
        try {
            return EXACT.readTree(text);
        } catch (JsonProcessingException tooLong) {
            return NODES.textNode(text);
        }
    }
}
