package io.belastbar.load.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.document.DocumentNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Writes a body that a scenario gives as YAML as JSON; unquoted numbers and truth values stay what they are. */
final class BodyJson {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,18})?");

    private BodyJson() {}

    static String of(DocumentNode node) {
        return json(node).toString();
    }

    private static JsonNode json(DocumentNode node) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (node.kind()) {
            case MAPPING -> {
                ObjectNode object = nodes.objectNode();
                node.fields().forEach((name, value) -> object.set(name, json(value)));
                yield object;
            }
            case SEQUENCE -> {
                ArrayNode array = nodes.arrayNode();
                node.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case SCALAR -> scalar(node, nodes);
            case NULL, ABSENT -> nodes.nullNode();
        };
    }

    private static JsonNode scalar(DocumentNode node, JsonNodeFactory nodes) {
        String text = node.text();
        if (!node.quoted() && (text.equals("true") || text.equals("false"))) {
            return nodes.booleanNode(Boolean.parseBoolean(text));
        }
        if (!node.quoted() && NUMBER.matcher(text).matches()) {
            return nodes.numberNode(new BigDecimal(text));
        }
        return nodes.textNode(text);
    }
}
