package io.belastbar.resilience.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a signature is about: so many entries of this game day, the last of which has this hash.
 *
 * @param at when it was signed
 * @param key fingerprint of the key that signs
 */
public record RecordHead(UUID gameDay, long entries, ChainHash hash, Instant at, String key) {

    public RecordHead {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    byte[] bytes() {
        var fields = new TreeMap<String, Object>();
        fields.put("at", at.toString());
        fields.put("entries", entries);
        fields.put("gameDay", gameDay.toString());
        fields.put("hash", hash.hex());
        fields.put("key", key);
        return CanonicalJson.write(fields);
    }

    static Optional<RecordHead> parse(byte[] bytes) {
        try {
            return CanonicalJson.read(bytes)
                    .filter(node -> node.path("entries").canConvertToLong())
                    .map(RecordHead::of);
        } catch (IllegalArgumentException | DateTimeParseException notAHead) {
            return Optional.empty();
        }
    }

    private static RecordHead of(JsonNode node) {
        return new RecordHead(
                UUID.fromString(node.path("gameDay").asText()),
                node.path("entries").asLong(),
                new ChainHash(node.path("hash").asText()),
                Instant.parse(node.path("at").asText()),
                node.path("key").asText());
    }
}
