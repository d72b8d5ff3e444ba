package io.belastbar.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;

/**
 * Entries as text: the end of life, a colon, the value as JSON in ASCII, so that nothing is lost on the way through a
 * character set. What cannot be read back (an older version wrote it) counts as absent.
 */
final class EntryCodec<T> {

    private final ObjectWriter writer;
    private final ObjectReader reader;

    EntryCodec(ObjectMapper json, Class<T> type) {
        this.writer = json.writerFor(type).with(JsonWriteFeature.ESCAPE_NON_ASCII);
        this.reader = json.readerFor(type);
    }

    String json(T value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not cacheable: " + value.getClass(), e);
        }
    }

    static String text(long until, String json) {
        return until + ":" + json;
    }

    Entry<T> decode(String text) {
        int colon = text == null ? -1 : text.indexOf(':');
        if (colon < 0) {
            return null;
        }
        try {
            String json = text.substring(colon + 1);
            T value = reader.readValue(json);
            return value == null ? null : new Entry<>(value, Long.parseLong(text.substring(0, colon)), json.length());
        } catch (JsonProcessingException | NumberFormatException foreign) {
            return null;
        }
    }
}
