package io.belastbar.backbone.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.belastbar.backbone.inbox.PoisonMessage;
import io.belastbar.contracts.EventData;
import io.belastbar.contracts.EventType;
import java.io.IOException;

/** Event data as JSON: ISO-8601 instants, and readers ignore fields that they do not know. */
public final class EventJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private EventJson() {}

    public static byte[] write(EventData data) {
        try {
            return MAPPER.writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot write " + data.eventType().typeName() + " as JSON", e);
        }
    }

    /** Reads the data of an event; a {@link PoisonMessage} tells what is wrong with it. */
    public static EventData read(EventType type, byte[] json) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (tree == null || !tree.isObject()) {
                throw new PoisonMessage("the data of " + type.typeName() + " is not a JSON object");
            }
            return MAPPER.treeToValue(tree, type.dataClass());
        } catch (IOException e) {
            throw new PoisonMessage("the data of " + type.typeName() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
