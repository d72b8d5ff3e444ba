package io.belastbar.backbone.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Headers as JSON that PostgreSQL takes whatever is in them.
 *
 * <p>Events have plain ones, an object: {@code {"ce_id": "…"}}. What others sent keeps its order and its repetitions, a
 * list of pairs: {@code [["a", "text"], ["a", {"base64": "AP8="}], ["b", null]]}.
 */
public final class HeaderJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String BASE64 = "base64";

    private HeaderJson() {}

    /** An object; for headers of text with different names. */
    public static String object(List<MessageHeader> headers) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        headers.forEach(header -> object.put(header.name(), header.text()));
        return write(object);
    }

    /** A list of pairs; for any headers. */
    public static String list(List<MessageHeader> headers) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        headers.forEach(header -> list.addArray()
                .add(node(header.name().getBytes(StandardCharsets.UTF_8)))
                .add(node(header.value())));
        return write(list);
    }

    /** Reads either form. */
    public static List<MessageHeader> read(String json) {
        List<MessageHeader> headers = new ArrayList<>();
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (tree.isObject()) {
                tree.properties()
                        .forEach(header -> headers.add(MessageHeader.of(
                                header.getKey(), header.getValue().asText())));
                return headers;
            }
            for (JsonNode pair : tree) {
                headers.add(
                        new MessageHeader(new String(bytes(pair.get(0)), StandardCharsets.UTF_8), bytes(pair.get(1))));
            }
            return headers;
        } catch (IOException e) {
            throw new UncheckedIOException("stored headers should be JSON: were " + json, e);
        }
    }

    private static JsonNode node(byte[] bytes) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (bytes == null) {
            return nodes.nullNode();
        }
        return MessageText.of(bytes).<JsonNode>map(nodes::textNode).orElseGet(() -> nodes.objectNode()
                .put(BASE64, bytes));
    }

    private static byte[] bytes(JsonNode node) throws IOException {
        if (node.isNull()) {
            return null;
        }
        return node.isObject()
                ? MAPPER.treeToValue(node.get(BASE64), byte[].class)
                : node.textValue().getBytes(StandardCharsets.UTF_8);
    }

    private static String write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("headers cannot be written as JSON", e);
        }
    }
}
