package io.belastbar.faultproxy.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.faultproxy.refusal.Refusal;
import io.belastbar.faultproxy.refusal.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads bodies strictly: a field twice, or something after the end, is refused rather than guessed at. */
final class Json {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int NAME_MAX = 200;

    private Json() {}

    static JsonNode read(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node == null || node.isMissingNode()) {
                throw bad("is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw bad(Shown.of(e.getOriginalMessage()) + where);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode object(byte[] body) {
        return object(read(body), "the body");
    }

    static ObjectNode object(JsonNode node, String what) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw bad(what + " must be an object, was " + shown(node));
    }

    static ArrayNode array(byte[] body) {
        if (read(body) instanceof ArrayNode array) {
            return array;
        }
        throw bad("the body must be an array of proxies");
    }

    /** @return {@code null} when it is not there */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isTextual()) {
            throw bad("%s must be a text, was %s".formatted(field, shown(value)));
        }
        return value.asText();
    }

    /** @return {@code null} when it is not there or empty, as Toxiproxy has it */
    static String name(JsonNode node, String field) {
        String name = text(node, field);
        if (name == null || name.isEmpty()) {
            return null;
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw bad("%s must have no control characters, was \"%s\"".formatted(field, Shown.of(name)));
        }
        if (name.length() > NAME_MAX) {
            throw bad("%s must have at most %d characters, had %d".formatted(field, NAME_MAX, name.length()));
        }
        return name;
    }

    /** @return {@code null} when it is not there */
    static Boolean flag(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isBoolean()) {
            throw bad("%s must be true or false, was %s".formatted(field, shown(value)));
        }
        return value.asBoolean();
    }

    /** @return {@code null} when it is not there */
    static Long whole(JsonNode node, String field, String unit, long min, long max) {
        JsonNode value = node.path(field);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < min || value.asLong() > max) {
            throw bad(
                    "%s must be a whole number of %s, %d to %d, was %s".formatted(field, unit, min, max, shown(value)));
        }
        return value.asLong();
    }

    static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    static Refusal.Invalid bad(String message) {
        return new Refusal.Invalid("bad request body: " + message);
    }

    static String shown(JsonNode value) {
        return Shown.of(value.toString());
    }
}
