package io.belastbar.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.belastbar.document.DocumentNode.Kind;
import io.belastbar.document.DocumentNode.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Turns JSON into nodes: JSON is not quite a part of YAML 1.1 (tabs, {@code \/}). */
final class JsonNodeBuilder {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;
    private final DocumentParser.Room room = new DocumentParser.Room();

    private JsonNodeBuilder(JsonParser parser) {
        this.parser = parser;
    }

    /** The document, or empty if the text is not JSON; then it may be YAML that begins with a brace. */
    static Optional<DocumentNode> document(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            JsonNodeBuilder builder = new JsonNodeBuilder(parser);
            DocumentNode root = builder.node(builder.place(), "", 0);
            return parser.nextToken() == null ? Optional.of(root) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot fail to be read", e);
        }
    }

    private DocumentNode node(Place key, String pointer, int depth) throws IOException {
        Place place = place();
        room.take(pointer);
        if (depth > DocumentParser.DEPTH_MAX) {
            throw DocumentParser.tooDeep(pointer, place);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                LinkedHashMap<String, DocumentNode> fields = fields(pointer, depth);
                yield at(Kind.MAPPING, pointer, place, key, "", false, fields, List.of());
            }
            case START_ARRAY -> {
                List<DocumentNode> items = items(pointer, depth);
                yield at(Kind.SEQUENCE, pointer, place, key, "", false, new LinkedHashMap<>(), items);
            }
            case VALUE_NULL -> at(Kind.NULL, pointer, place, key, "null", false, new LinkedHashMap<>(), List.of());
            default -> {
                boolean quoted = parser.currentToken() == JsonToken.VALUE_STRING;
                String text = DocumentParser.text(pointer, place, parser.getText());
                yield at(Kind.SCALAR, pointer, place, key, text, quoted, new LinkedHashMap<>(), List.of());
            }
        };
    }

    private LinkedHashMap<String, DocumentNode> fields(String pointer, int depth) throws IOException {
        LinkedHashMap<String, DocumentNode> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place key = place();
            String name = DocumentParser.name(pointer, key, parser.currentName());
            String child = DocumentParser.child(pointer, name);
            if (fields.containsKey(name)) {
                throw DocumentParser.givenTwice(child, key, name);
            }
            parser.nextToken();
            fields.put(name, node(key, child, depth + 1));
        }
        return fields;
    }

    private List<DocumentNode> items(String pointer, int depth) throws IOException {
        List<DocumentNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(place(), DocumentParser.child(pointer, String.valueOf(items.size())), depth + 1));
        }
        return List.copyOf(items);
    }

    private Place place() {
        JsonLocation location = parser.currentTokenLocation();
        return new Place(location.getLineNr(), location.getColumnNr());
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
