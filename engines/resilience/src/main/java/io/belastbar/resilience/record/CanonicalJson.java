package io.belastbar.resilience.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The one way in which an entry is written: UTF-8, no white space, keys in the order of their UTF-16 code units, numbers
 * without an exponent. As RFC 8785 (JSON Canonicalization Scheme) but for numbers, which keep their digits.
 */
final class CanonicalJson {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .build())
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CanonicalJson() {}

    static byte[] write(SortedMap<String, ?> plain) {
        try {
            return JSON.writeValueAsBytes(plain);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("plain values can be written", impossible);
        }
    }

    /** An object; empty for whatever else the bytes are. */
    static Optional<JsonNode> read(byte[] bytes) {
        try {
            return Optional.ofNullable(JSON.readTree(bytes)).filter(JsonNode::isObject);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    static Object plain(JsonNode node) {
        return JSON.convertValue(node, Object.class);
    }
}
