package io.belastbar.resilience.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry in its chain: {@code {"entry":{…},"hash":"…"}}. The entry's own bytes name game day, number and the hash before,
 * so that an entry fits in one place only.
 *
 * @param number from 1 within the game day
 * @param previous the hash that it says to follow
 * @param bytes what is hashed: exactly what stands in the file
 * @param hash the hash that the line says to have
 */
public record EntryLine(UUID gameDay, long number, ChainHash previous, RecordEntry entry, String bytes, ChainHash hash)
        implements RecordLine {

    /** An entry that takes more is replaced by what can be said of it. */
    static final int BYTES_MAX = 256 * 1024;

    private static final int FORMAT = 1;
    private static final String BEFORE = "{\"entry\":";
    private static final Pattern TAIL = Pattern.compile(",\"hash\":\"([0-9a-f]{64})\"}");
    private static final int TAIL_LENGTH = 75;

    /** The entry after {@code number - 1} others, the last of which has the hash {@code previous}. */
    public static EntryLine next(UUID gameDay, long number, ChainHash previous, RecordEntry entry) {
        byte[] bytes = bytes(gameDay, number, previous, entry);
        if (bytes.length > BYTES_MAX) {
            var replaced = Map.<String, Object>of("leftOutBytes", bytes.length, "leftOutSha256", ChainHash.of(bytes));
            return next(gameDay, number, previous, new RecordEntry(entry.kind(), entry.at(), entry.by(), replaced));
        }
        return new EntryLine(
                gameDay, number, previous, entry, new String(bytes, StandardCharsets.UTF_8), previous.next(bytes));
    }

    private static byte[] bytes(UUID gameDay, long number, ChainHash previous, RecordEntry entry) {
        var fields = new TreeMap<String, Object>();
        fields.put("at", entry.at().toString());
        fields.put("by", entry.by());
        fields.put("content", entry.content());
        fields.put("gameDay", gameDay.toString());
        fields.put("kind", entry.kind());
        fields.put("number", number);
        fields.put("previous", previous.hex());
        fields.put("record", FORMAT);
        return CanonicalJson.write(fields);
    }

    @Override
    public String text() {
        return BEFORE + bytes + ",\"hash\":\"" + hash + "\"}";
    }

    /** Whether the line's hash is that of its bytes after the hash that they name. */
    public boolean isWhole() {
        return previous.next(bytes.getBytes(StandardCharsets.UTF_8)).equals(hash);
    }

    static Optional<EntryLine> parse(byte[] line) {
        return RecordLine.between(line, BEFORE, TAIL_LENGTH).flatMap(bytes -> {
            Matcher tail = TAIL.matcher(RecordLine.tail(line, TAIL_LENGTH));
            return tail.matches() ? entry(bytes, new ChainHash(tail.group(1))) : Optional.empty();
        });
    }

    /** Only what is UTF-8 is kept byte by byte, so that nothing hides behind a replacement character. */
    private static Optional<EntryLine> entry(byte[] bytes, ChainHash hash) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            return Optional.empty();
        }
        try {
            return CanonicalJson.read(bytes)
                    .filter(node -> node.path("record").asInt() == FORMAT
                            && node.path("number").canConvertToLong()
                            && node.path("content").isObject())
                    .map(node -> new EntryLine(
                            UUID.fromString(node.path("gameDay").asText()),
                            node.path("number").asLong(),
                            new ChainHash(node.path("previous").asText()),
                            entry(node),
                            text,
                            hash));
        } catch (IllegalArgumentException | DateTimeParseException notAnEntry) {
            return Optional.empty();
        }
    }

    private static RecordEntry entry(JsonNode node) {
        Map<String, Object> content = new LinkedHashMap<>();
        node.path("content")
                .properties()
                .forEach(field -> content.put(field.getKey(), CanonicalJson.plain(field.getValue())));
        return new RecordEntry(
                node.path("kind").asText(),
                Instant.parse(node.path("at").asText()),
                node.path("by").asText(),
                content);
    }
}
