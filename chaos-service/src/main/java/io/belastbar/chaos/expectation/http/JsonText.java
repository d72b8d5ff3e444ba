package io.belastbar.chaos.expectation.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.secret.SecretNames;
import io.belastbar.document.DocumentNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** A part of a document as JSON: numbers and truth values unless they are quoted; a plain text is sent as it is. */
final class JsonText {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Besides secrets themselves: in a body not even the name of one is of use. */
    private static final Pattern CREDENTIAL = Pattern.compile("(?i).*credential.*");

    private static final int DEPTH_MAX = 20;

    private JsonText() {}

    /** A field that would hold a secret is refused: a document never has one. */
    static Optional<String> of(DocumentNode at, ExpectationFields fields) {
        if (at.kind() == DocumentNode.Kind.SCALAR) {
            return Optional.of(at.text());
        }
        try {
            return Optional.of(JSON.writeValueAsString(node(at, fields, 0)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    private static JsonNode node(DocumentNode at, ExpectationFields fields, int depth) {
        if (depth > DEPTH_MAX) {
            fields.fault(at, "must not be nested deeper than " + DEPTH_MAX);
            return JsonNodeFactory.instance.nullNode();
        }
        return switch (at.kind()) {
            case MAPPING -> {
                var object = JsonNodeFactory.instance.objectNode();
                at.fields().forEach((name, value) -> {
                    if (SecretNames.contain(name) || CREDENTIAL.matcher(name).matches()) {
                        fields.fault(value, "must not be in a document: name a credential with as", "(not shown)");
                    }
                    object.set(name, node(value, fields, depth + 1));
                });
                yield object;
            }
            case SEQUENCE -> {
                var array = JsonNodeFactory.instance.arrayNode();
                at.items().forEach(item -> array.add(node(item, fields, depth + 1)));
                yield array;
            }
            case SCALAR -> scalar(at);
            case NULL, ABSENT -> JsonNodeFactory.instance.nullNode();
        };
    }

    static JsonNode scalar(DocumentNode at) {
        if (at.quoted()) {
            return JsonNodeFactory.instance.textNode(at.text());
        }
        try {
            JsonNode read = JSON.readTree(at.text());
            return read.isNumber() || read.isBoolean() ? read : JsonNodeFactory.instance.textNode(at.text());
        } catch (JsonProcessingException plain) {
            return JsonNodeFactory.instance.textNode(at.text());
        }
    }
}
