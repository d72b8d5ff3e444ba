package io.belastbar.web.http;

import io.belastbar.document.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

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

    /**
     * The sort key that {@link #encode()} wrote, as {@code key} reads its parts.
     *
     * @throws InvalidInput if it is not such a text, or {@code key} cannot read it
     */
    public static <T> T decode(String encoded, int partCount, Function<List<String>, T> key) {
        Cursor cursor = decode(encoded, partCount);
        try {
            return key.apply(cursor.parts);
        } catch (IllegalArgumentException | DateTimeException otherList) {
            throw refused(encoded);
        }
    }

    /** Of a list that is sorted by a growing number, newest first: the number below which the page starts. */
    public static long sequence(String encoded) {
        return encoded == null ? Long.MAX_VALUE : decode(encoded, 1, parts -> Long.parseLong(parts.getFirst()));
    }

    /** A row of a list that is sorted by time, newest first, and then by id. */
    public record Moment(Instant at, UUID id) {
        private static final Moment BEFORE_ALL = new Moment(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));
    }

    /** The row before which the page of such a list starts. */
    public static Moment moment(String encoded) {
        return encoded == null
                ? Moment.BEFORE_ALL
                : decode(encoded, 2, parts -> new Moment(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1))));
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
