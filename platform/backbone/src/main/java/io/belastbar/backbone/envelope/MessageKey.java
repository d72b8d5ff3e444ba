package io.belastbar.backbone.envelope;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A Kafka key as it arrived; ours are text, those of others need not be. Equal where the bytes are. */
public record MessageKey(byte[] bytes) {

    /** The key of this text; null for null. */
    public static MessageKey of(String text) {
        return text == null ? null : new MessageKey(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The key as text; bytes that are not UTF-8 are replaced. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return text();
    }
}
