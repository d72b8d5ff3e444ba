package io.belastbar.plans;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.belastbar.document.DocumentNode.Place;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.document.TooLarge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of plans into values that know their places. Plans are deeper and longer than the documents that people
 * write, and their texts may hold any character but NUL, which PostgreSQL itself does not know.
 */
final class JsonTree {
    /** Deepest nesting of objects and lists; a plan's node takes two levels. */
    static final int DEPTH_MAX = 1_000;

    /** Of any text; of a long one as many as it has tens of characters, which no plan comes near. */
    static final int VALUES_MAX = 150_000;

    private static final int CHARACTERS_A_VALUE = 10;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;
    private final Place start;
    private final int valuesMax;
    private int values;

    private JsonTree(JsonParser parser, Place start, int valuesMax) {
        this.parser = parser;
        this.start = start;
        this.valuesMax = valuesMax;
    }

    /**
     * Reads one JSON value.
     *
     * @param start where the text begins in what was sent; line 1, column 1 if it is all of it
     * @throws InvalidInput with pointer, line and column if it is none, or nested too deep
     * @throws TooLarge if it has more values than a plan of its length
     */
    static JsonValue read(String text, Place start) {
        try (JsonParser parser = JSON.createParser(text)) {
            int valuesMax = Math.max(VALUES_MAX, text.length() / CHARACTERS_A_VALUE);
            return new JsonTree(parser, start, valuesMax).whole();
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot fail to be read", e);
        }
    }

    private JsonValue whole() throws IOException {
        try {
            if (parser.nextToken() == null) {
                throw here(null, null).refused("must be EXPLAIN's JSON", "nothing");
            }
            JsonValue root = value(here(null, null), 0);
            if (parser.nextToken() != null) {
                throw here(null, null).refused("must end after the plan", parser.getText());
            }
            return root;
        } catch (JsonProcessingException malformed) {
            throw notJson(malformed);
        }
    }

    private InvalidInput notJson(JsonProcessingException malformed) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        Place at = place(malformed.getLocation());
        String said = malformed.getOriginalMessage().lines().findFirst().orElse("");
        String rule = "must be whole JSON: " + said;
        ProblemError error = new ProblemError(pointer, at.line(), at.column(), rule, null);
        return new InvalidInput("this is no plan: must be whole JSON", List.of(error));
    }

    private JsonValue value(JsonValue at, int depth) throws IOException {
        if (depth > DEPTH_MAX) {
            throw at.refused("must not be nested deeper than " + DEPTH_MAX, "deeper");
        }
        if (++values > valuesMax) {
            throw new TooLarge("a plan of this length may have " + valuesMax + " values; this one has more");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> at.ofObject(fields(at, depth));
            case START_ARRAY -> at.ofList(items(at, depth));
            case VALUE_NULL -> at;
            default -> at.ofScalar(withoutNul(at, parser.getText()), parser.currentToken() == JsonToken.VALUE_STRING);
        };
    }

    private Map<String, JsonValue> fields(JsonValue object, int depth) throws IOException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = withoutNul(object, parser.currentName());
            if (fields.containsKey(name)) {
                throw here(object, name).refused("a key must not be given twice", name);
            }
            parser.nextToken();
            fields.put(name, value(here(object, name), depth + 1));
        }
        return fields;
    }

    private List<JsonValue> items(JsonValue list, int depth) throws IOException {
        List<JsonValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(here(list, String.valueOf(items.size())), depth + 1));
        }
        return items;
    }

    private static String withoutNul(JsonValue at, String text) {
        if (text.indexOf('\0') >= 0) {
            throw at.refused("must not have the control character U+0000", "U+0000");
        }
        return text;
    }

    private JsonValue here(JsonValue parent, String name) {
        Place place = place(parser.currentTokenLocation());
        return new JsonValue(parent, name, place.line(), place.column());
    }

    private Place place(JsonLocation location) {
        int column = Math.max(1, location.getColumnNr());
        return location.getLineNr() <= 1
                ? new Place(start.line(), start.column() + column - 1)
                : new Place(start.line() + location.getLineNr() - 1, column);
    }
}
