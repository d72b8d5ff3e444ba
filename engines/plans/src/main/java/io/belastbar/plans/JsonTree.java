package io.belastbar.plans;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentNode.Kind;
import io.belastbar.document.DocumentNode.Place;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Reads the JSON of plans into nodes that know their places. Plans are deeper and longer than the documents that people
 * write, and their texts may hold any character but NUL, which PostgreSQL itself does not know.
 */
final class JsonTree {
    /** Deepest nesting of objects and lists; a plan's node takes two levels. */
    static final int DEPTH_MAX = 1_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final LinkedHashMap<String, DocumentNode> NO_FIELDS = new LinkedHashMap<>();

    private final JsonParser parser;
    private final Place start;

    private JsonTree(JsonParser parser, Place start) {
        this.parser = parser;
        this.start = start;
    }

    /**
     * Reads one JSON value.
     *
     * @param start where the text begins in what was sent; line 1, column 1 if it is all of it
     * @throws InvalidInput with pointer, line and column if it is none, or nested too deep
     */
    static DocumentNode read(String text, Place start) {
        try (JsonParser parser = JSON.createParser(text)) {
            JsonTree tree = new JsonTree(parser, start);
            return tree.document();
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot fail to be read", e);
        }
    }

    /** An object without fields at the place of another value. */
    static DocumentNode emptyObject(DocumentNode at) {
        return new DocumentNode(
                Kind.MAPPING,
                at.pointer(),
                at.line(),
                at.column(),
                at.key(),
                "",
                false,
                new LinkedHashMap<>(),
                List.of());
    }

    static InvalidInput refused(DocumentNode at, String rule, String received) {
        return refused(at.pointer(), new Place(at.line(), at.column()), rule, received);
    }

    private static InvalidInput refused(String pointer, Place at, String rule, String received) {
        return new InvalidInput(
                "this is no plan: " + rule, List.of(new ProblemError(pointer, at.line(), at.column(), rule, received)));
    }

    private DocumentNode document() throws IOException {
        try {
            if (parser.nextToken() == null) {
                throw refused("", place(), "must be EXPLAIN's JSON", "nothing");
            }
            DocumentNode root = node(place(), "", 0);
            if (parser.nextToken() != null) {
                throw refused("", place(), "must end after the plan", parser.getText());
            }
            return root;
        } catch (JsonProcessingException malformed) {
            String pointer = parser.getParsingContext().pathAsPointer().toString();
            throw refused(pointer, place(malformed.getLocation()), rule(malformed), null);
        }
    }

    /** Jackson's own words, without the lines about its source. */
    private static String rule(JsonProcessingException malformed) {
        String said = malformed.getOriginalMessage().lines().findFirst().orElse("");
        return "must be whole JSON: " + said;
    }

    private DocumentNode node(Place key, String pointer, int depth) throws IOException {
        Place place = place();
        if (depth > DEPTH_MAX) {
            throw refused(
                    pointer.substring(0, 60) + "…", place, "must not be nested deeper than " + DEPTH_MAX, "deeper");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> at(Kind.MAPPING, pointer, place, key, "", false, fields(pointer, depth), List.of());
            case START_ARRAY -> at(Kind.SEQUENCE, pointer, place, key, "", false, NO_FIELDS, items(pointer, depth));
            case VALUE_NULL -> at(Kind.NULL, pointer, place, key, "null", false, NO_FIELDS, List.of());
            default -> {
                boolean quoted = parser.currentToken() == JsonToken.VALUE_STRING;
                String text = withoutNul(pointer, place, parser.getText());
                yield at(Kind.SCALAR, pointer, place, key, text, quoted, NO_FIELDS, List.of());
            }
        };
    }

    private LinkedHashMap<String, DocumentNode> fields(String pointer, int depth) throws IOException {
        LinkedHashMap<String, DocumentNode> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place key = place();
            String name = withoutNul(pointer, key, parser.currentName());
            String child = child(pointer, name);
            if (fields.containsKey(name)) {
                throw refused(child, key, "a key must not be given twice", name);
            }
            parser.nextToken();
            fields.put(name, node(key, child, depth + 1));
        }
        return fields;
    }

    private List<DocumentNode> items(String pointer, int depth) throws IOException {
        List<DocumentNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(place(), pointer + "/" + items.size(), depth + 1));
        }
        return List.copyOf(items);
    }

    private static String child(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static String withoutNul(String pointer, Place at, String text) {
        if (text.indexOf('\0') >= 0) {
            throw refused(pointer, at, "must not have the control character U+0000", "U+0000");
        }
        return text;
    }

    private Place place() {
        return place(parser.currentTokenLocation());
    }

    private Place place(JsonLocation location) {
        int column = Math.max(1, location.getColumnNr());
        return location.getLineNr() <= 1
                ? new Place(start.line(), start.column() + column - 1)
                : new Place(start.line() + location.getLineNr() - 1, column);
    }

    private static DocumentNode at(
            Kind kind,
            String pointer,
            Place place,
            Place key,
            String text,
            boolean quoted,
            LinkedHashMap<String, DocumentNode> fields,
            List<DocumentNode> items) {
        return new DocumentNode(kind, pointer, place.line(), place.column(), key, text, quoted, fields, items);
    }
}
