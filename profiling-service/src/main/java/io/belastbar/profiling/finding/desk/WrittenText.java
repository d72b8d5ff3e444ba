package io.belastbar.profiling.finding.desk;

import io.belastbar.document.InvalidInput;

/** Texts that callers send. */
final class WrittenText {
    private static final int LENGTH_MAX = 10_000;

    private WrittenText() {}

    /** @throws InvalidInput if it is missing, blank, too long, or holds a NUL, which nothing can store */
    static String required(String pointer, String text) {
        if (text == null || text.isBlank()) {
            throw InvalidInput.of(pointer, "is required", text == null ? "nothing" : text);
        }
        return optional(pointer, text);
    }

    static String optional(String pointer, String text) {
        if (text != null && (text.length() > LENGTH_MAX || text.indexOf('\0') >= 0)) {
            String received = text.indexOf('\0') >= 0 ? "a NUL" : text.length() + " characters";
            throw InvalidInput.of(
                    pointer, "must have at most " + LENGTH_MAX + " characters, none of them NUL", received);
        }
        return text;
    }
}
