package io.belastbar.web.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Values as JSON. What cannot be read back (an older version wrote it) counts as absent. */
final class CacheCodec<T> {

    private final ObjectMapper json;
    private final JavaType type;

    CacheCodec(ObjectMapper json, JavaType type) {
        this.json = json;
        this.type = type;
    }

    String encode(T value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not cacheable: " + type, e);
        }
    }

    T decode(String text) {
        if (text == null) {
            return null;
        }
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
