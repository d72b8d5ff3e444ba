package io.belastbar.backbone.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.belastbar.contracts.EventData;
import io.belastbar.contracts.EventSchema;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.SystemId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Event data as JSON: ISO-8601 instants, and readers ignore fields that they do not know. */
public final class EventJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String SYSTEM = "system";
    private static final Map<EventType, List<String>> REQUIRED = requiredFields();

    private EventJson() {}

    /** Writes the data of an event; fails where a field that the schema requires is null. */
    public static byte[] write(EventData data) {
        try {
            JsonNode tree = MAPPER.valueToTree(data);
            firstMissing(data.eventType(), tree).ifPresent(field -> {
                throw new IllegalArgumentException(
                        "the field " + field + " of " + data.eventType().typeName() + " should not be null");
            });
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot write " + data.eventType().typeName() + " as JSON", e);
        }
    }

    /** Reads the data of an event; an {@link UnreadableEvent} tells what is wrong with it. */
    public static EventData read(EventType type, byte[] json) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (tree == null || !tree.isObject()) {
                throw new UnreadableEvent("the data of " + type.typeName() + " should be a JSON object");
            }
            firstMissing(type, tree).ifPresent(field -> {
                throw new UnreadableEvent("the data of " + type.typeName() + " lacks the field " + field);
            });
            if (holdsNul(tree)) {
                throw new UnreadableEvent("the data of " + type.typeName() + " holds the character NUL");
            }
            // Where an event of its type names one, it is the name by which everybody finds what the event brought.
            JsonNode system = tree.path(SYSTEM);
            if (system.isTextual() && !SystemId.isValid(system.textValue())) {
                throw new UnreadableEvent("the system of " + type.typeName() + " " + SystemId.RULE + ": was \""
                        + system.textValue() + "\"");
            }
            return MAPPER.treeToValue(tree, type.dataClass());
        } catch (IOException e) {
            throw new UnreadableEvent("the data of " + type.typeName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** PostgreSQL can hold it nowhere: no handler could apply such an event, however often it tried. */
    private static boolean holdsNul(JsonNode node) {
        if (node.isContainerNode()) {
            return node.propertyStream().anyMatch(field -> field.getKey().indexOf(0) >= 0)
                    || node.valueStream().anyMatch(EventJson::holdsNul);
        }
        return node.isTextual() && node.textValue().indexOf(0) >= 0;
    }

    private static Optional<String> firstMissing(EventType type, JsonNode tree) {
        return REQUIRED.get(type).stream()
                .filter(field -> !tree.hasNonNull(field))
                .findFirst();
    }

    private static Map<EventType, List<String>> requiredFields() {
        Map<EventType, List<String>> required = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            required.put(type, requiredFields(type));
        }
        return required;
    }

    private static List<String> requiredFields(EventType type) {
        try (InputStream schema = EventSchema.of(type)) {
            List<String> fields = new ArrayList<>();
            MAPPER.readTree(schema).path("required").forEach(field -> fields.add(field.asText()));
            return fields;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the schema of " + type.typeName(), e);
        }
    }
}
