package io.belastbar.web.http;

import io.belastbar.document.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Where the next page starts: the sort key of the last row. Opaque to callers, so that the key may change.
 *
 * @param parts the values of the sort key, at least one; without the character U+001F
 */
public record Cursor(List<String> parts) {

    private static final String SEPARATOR = "\u001f";

    public Cursor {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || parts.stream().anyMatch(part -> part.contains(SEPARATOR))) {
            throw new IllegalArgumentException("a cursor needs parts without U+001F");
        }
    }

    /** A cursor of the given sort key. */
    public static Cursor of(Object... parts) {
        return new Cursor(Arrays.stream(parts).map(String::valueOf).toList());
    }

    /**
     * Reads what {@link #encode()} wrote.
     *
     * @throws InvalidInput if it is not such a text or has another number of parts
     */
    public static Cursor decode(String encoded, int partCount) {
        Cursor cursor;
        try {
            String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            cursor = new Cursor(List.of(text.split(SEPARATOR, -1)));
        } catch (IllegalArgumentException e) {
            throw refused(encoded);
        }
        if (cursor.parts.size() != partCount) {
            throw refused(encoded);
        }
        return cursor;
    }

    /** The text for {@code nextCursor}: base64url without padding. */
    public String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
    }

    private static InvalidInput refused(String encoded) {
        return InvalidInput.of("cursor", "must be a nextCursor of this list", encoded);
    }
}
