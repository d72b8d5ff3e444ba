package io.belastbar.document;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The characters that no text may have which somebody sends: controls (Unicode's category Cc), what turns the order of the
 * characters behind it, and half a surrogate pair. A name has no other format character either (Cf), but the joiners
 * that Persian, Hindi or an emoji are written with; a free text may have line breaks and tabs. NUL and half a pair could
 * not even be stored (PostgreSQL, UTF-8), the others mislead whoever reads.
 */
public final class ControlCharacters {
    private static final String BREAKS = "\n\r\t\u0085";
    private static final int NON_JOINER = 0x200c;
    private static final int JOINER = 0x200d;

    private ControlCharacters() {}

    /** The rule that a name breaks; empty if it does not. */
    public static Optional<String> inName(String text) {
        return first(text, c -> isMisleading(c) || BREAKS.indexOf(c) >= 0 || isFormat(c));
    }

    /** The rule that a free text breaks: line breaks and tabs are welcome. */
    public static Optional<String> inText(String text) {
        return first(text, ControlCharacters::isMisleading);
    }

    /** The rule that a header's value breaks: its bytes from 0x80 on may be parts of UTF-8. */
    public static Optional<String> inHeader(String text) {
        return first(text, c -> c < ' ' && c != '\t' || c == 0x7f);
    }

    /**
     * Lets a text pass that is read line by line, such as CSV.
     *
     * @throws InvalidInput with line and column of the first that it must not have
     */
    public static String require(String text) {
        Optional<String> rule = inText(text);
        if (rule.isEmpty()) {
            return text;
        }
        int at = 0;
        while (!isMisleading(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        int column = at - text.lastIndexOf('\n', at);
        throw new InvalidInput(
                "the text is not accepted: " + rule.get(),
                List.of(new ProblemError("", line, column, rule.get(), shown(text.codePointAt(at)))));
    }

    private static boolean isMisleading(int c) {
        return Character.isISOControl(c) && BREAKS.indexOf(c) < 0 || isHalf(c) || isTurning(c);
    }

    /** Half of a surrogate pair: as a code point it stands alone. */
    private static boolean isHalf(int c) {
        return Character.getType(c) == Character.SURROGATE;
    }

    /** Embeddings, overrides and isolates (UAX 9); the marks for left and right turn nothing. */
    private static boolean isTurning(int c) {
        return c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
    }

    private static boolean isFormat(int c) {
        int type = Character.getType(c);
        return type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.FORMAT && c != NON_JOINER && c != JOINER;
    }

    private static Optional<String> first(String text, IntPredicate refused) {
        return text.codePoints()
                .filter(refused)
                .mapToObj(c -> isHalf(c)
                        ? "must not have half a character: " + shown(c) + " alone"
                        : "must not have the control character " + shown(c))
                .findFirst();
    }

    private static String shown(int character) {
        return "U+%04X".formatted(character);
    }
}
