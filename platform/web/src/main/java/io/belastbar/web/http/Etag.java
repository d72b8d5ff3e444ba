package io.belastbar.web.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A strong entity tag (RFC 9110, 8.8.3): the same content has the same tag, on every instance.
 *
 * @param value the opaque part, without quotes
 */
public record Etag(String value) {

    private static final int BYTES = 16;

    /** The tag of a content. */
    public static Etag of(byte[] content) {
        return ofHash(digest().digest(content));
    }

    /** What makes the hash of a content that comes in parts. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The tag of a content of which {@link #digest} has made the hash. */
    public static Etag ofHash(byte[] sha256) {
        return new Etag(HexFormat.of().formatHex(Arrays.copyOf(sha256, BYTES)));
    }

    /** The tag of a text. */
    public static Etag of(String content) {
        return of(content.getBytes(StandardCharsets.UTF_8));
    }

    /** The value for the header {@code ETag}, in quotes. */
    public String header() {
        return '"' + value + '"';
    }

    /** Strong comparison with a list of tags or {@code *}, for If-Match. A weak tag never matches. */
    public boolean matchesStrongly(String headerValue) {
        return Arrays.stream(headerValue.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(header()));
    }

    /** Weak comparison with a list of tags or {@code *}, for If-None-Match. */
    public boolean matchesWeakly(String headerValue) {
        return Arrays.stream(headerValue.split(","))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(header()));
    }
}
