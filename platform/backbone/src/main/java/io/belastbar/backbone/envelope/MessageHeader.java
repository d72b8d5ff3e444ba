package io.belastbar.backbone.envelope;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A Kafka header as it arrived. Names may come more than once.
 *
 * @param value any bytes, or null
 */
public record MessageHeader(String name, byte[] value) {

    public static MessageHeader of(String name, String value) {
        return new MessageHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The value as text; bytes that are not UTF-8 are replaced, and null is empty. */
    public String text() {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageHeader header && name.equals(header.name) && Arrays.equals(value, header.value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return name + "=" + text();
    }
}
