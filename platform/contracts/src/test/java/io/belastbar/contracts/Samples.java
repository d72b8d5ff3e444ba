package io.belastbar.contracts;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;

/** The golden samples, and a mapper set up as the contract says. */
final class Samples {

    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Samples() {}

    /** The sample with every field that was added since; the first sample stays as it was. */
    static JsonNode withAdditions(EventType type) throws IOException {
        try (InputStream sample =
                Samples.class.getResourceAsStream("/samples/additions/" + type.typeName() + ".json")) {
            return JSON.readTree(sample);
        }
    }

    /** The sample with what a verdict leaves out: coverage, terms and score, or what nobody measured. */
    static JsonNode later(EventType type) throws IOException {
        try (InputStream sample = Samples.class.getResourceAsStream("/samples/later/" + type.typeName() + ".json")) {
            return JSON.readTree(sample);
        }
    }

    static JsonNode of(EventType type) throws IOException {
        try (InputStream sample = EventSchema.sampleOf(type)) {
            return JSON.readTree(sample);
        }
    }
}
