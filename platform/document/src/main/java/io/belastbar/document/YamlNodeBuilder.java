package io.belastbar.document;

import io.belastbar.document.DocumentNode.Kind;
import io.belastbar.document.DocumentNode.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/** Turns the parser's events into nodes. Works on events rather than composed nodes: only they show where an alias is. */
final class YamlNodeBuilder {

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    /** What it would copy would stand nowhere; a name in quotes it may be. */
    private static final String MERGE = "<<";

    private final Iterator<Event> events;
    private final DocumentParser.Room room = new DocumentParser.Room();

    YamlNodeBuilder(Iterator<Event> events) {
        this.events = events;
    }

    DocumentNode document() {
        events.next(); // stream start
        Event start = events.next();
        if (!(start instanceof DocumentStartEvent)) {
            throw refuse("", start, "must not be empty", "nothing");
        }
        Event first = events.next();
        DocumentNode root = node(first, place(first), "", 0);
        events.next(); // document end
        Event next = events.next();
        if (next instanceof DocumentStartEvent) {
            throw refuse("", next, "must be a single document", "a second document");
        }
        return root;
    }

    private DocumentNode node(Event event, Place key, String pointer, int depth) {
        room.take(pointer);
        if (depth > DocumentParser.DEPTH_MAX) {
            throw DocumentParser.tooDeep(pointer, place(event));
        }
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar, key, pointer);
            case MappingStartEvent mapping -> mapping(mapping, key, pointer, depth);
            case SequenceStartEvent sequence -> sequence(sequence, key, pointer, depth);
            case AliasEvent alias -> throw refuse(pointer, alias, "aliases are not accepted", "*" + alias.getAnchor());
            default ->
                throw refuse(
                        pointer, event, "must be a value", event.getEventId().name());
        };
    }

    private static DocumentNode scalar(ScalarEvent event, Place key, String pointer) {
        boolean quoted = event.getScalarStyle() != ScalarStyle.PLAIN;
        DocumentParser.text(pointer, place(event), event.getValue());
        Kind kind = !quoted && NULLS.contains(event.getValue()) ? Kind.NULL : Kind.SCALAR;
        return at(event, kind, key, pointer, event.getValue(), quoted, new LinkedHashMap<>(), List.of());
    }

    private DocumentNode mapping(MappingStartEvent start, Place key, String pointer, int depth) {
        LinkedHashMap<String, DocumentNode> fields = new LinkedHashMap<>();
        for (Event name = events.next(); !(name instanceof MappingEndEvent); name = events.next()) {
            if (!(name instanceof ScalarEvent field)) {
                throw refuse(
                        pointer,
                        name,
                        "a key must be a plain text",
                        name.getEventId().name());
            }
            if (field.getScalarStyle() == ScalarStyle.PLAIN && field.getValue().equals(MERGE)) {
                throw refuse(pointer, name, "merge keys are not accepted", MERGE);
            }
            String child = DocumentParser.child(pointer, DocumentParser.name(pointer, place(name), field.getValue()));
            if (fields.containsKey(field.getValue())) {
                throw DocumentParser.givenTwice(child, place(name), field.getValue());
            }
            fields.put(field.getValue(), node(events.next(), place(name), child, depth + 1));
        }
        return at(start, Kind.MAPPING, key, pointer, "", false, fields, List.of());
    }

    private DocumentNode sequence(SequenceStartEvent start, Place key, String pointer, int depth) {
        List<DocumentNode> items = new ArrayList<>();
        for (Event item = events.next(); !(item instanceof SequenceEndEvent); item = events.next()) {
            items.add(node(item, place(item), DocumentParser.child(pointer, String.valueOf(items.size())), depth + 1));
        }
        return at(start, Kind.SEQUENCE, key, pointer, "", false, new LinkedHashMap<>(), List.copyOf(items));
    }

    private static DocumentNode at(
            Event event,
            Kind kind,
            Place key,
            String pointer,
            String text,
            boolean quoted,
            LinkedHashMap<String, DocumentNode> fields,
            List<DocumentNode> items) {
        Place place = place(event);
        return new DocumentNode(kind, pointer, place.line(), place.column(), key, text, quoted, fields, items);
    }

    private static Place place(Event event) {
        Mark mark = event.getStartMark();
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static InvalidInput refuse(String pointer, Event at, String rule, String received) {
        return DocumentParser.refused(pointer, place(at), rule, received);
    }
}
