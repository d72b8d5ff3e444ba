package io.belastbar.cache;

import java.util.Arrays;

/**
 * The name of an entry, made of parts: a tenant and an id, a system and a version.
 *
 * @param text the parts between colons. ASCII letters, digits and {@code - . _} stand for themselves, every other
 *     UTF-16 unit is {@code %} and four hexadecimal digits: two keys are equal exactly when their parts are, whatever
 *     characters somebody sent
 */
public record CacheKey(String text) {

    private static final String PLAIN = "-._";

    /** The key of some parts, each by its {@code toString}. */
    public static CacheKey of(Object... parts) {
        StringBuilder text = new StringBuilder();
        Arrays.stream(parts).forEach(part -> append(text.append(':'), part.toString()));
        return new CacheKey(text.substring(1));
    }

    private static void append(StringBuilder text, String part) {
        part.chars().forEach(unit -> {
            boolean plain = unit < 128 && (Character.isLetterOrDigit(unit) || PLAIN.indexOf(unit) >= 0);
            text.append(plain ? String.valueOf((char) unit) : "%%%04x".formatted(unit));
        });
    }
}
