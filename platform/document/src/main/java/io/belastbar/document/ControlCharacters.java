package io.belastbar.document;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The characters that no text may have which somebody sends: those of Unicode's category Cc. A name has none of them; a
 * free text may have line breaks and tabs. NUL could not even be stored (PostgreSQL), the others mislead whoever reads.
 */
public final class ControlCharacters {
    private ControlCharacters() {}

    /** The rule that a name breaks; empty if it does not. */
    public static Optional<String> inName(String text) {
        return first(text, Character::isISOControl);
    }

    /** The rule that a free text breaks: line breaks and tabs are welcome. */
    public static Optional<String> inText(String text) {
        return first(text, c -> Character.isISOControl(c) && "\n\r\t\u0085".indexOf(c) < 0);
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
        while (inText(text.substring(at, at + 1)).isEmpty()) {
            at++;
        }
        int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        int column = at - text.lastIndexOf('\n', at);
        throw new InvalidInput(
                "the text is not accepted: " + rule.get(),
                List.of(new ProblemError("", line, column, rule.get(), shown(text.charAt(at)))));
    }

    private static Optional<String> first(String text, IntPredicate refused) {
        return text.chars()
                .filter(refused)
                .mapToObj(c -> "must not have the control character " + shown(c))
                .findFirst();
    }

    private static String shown(int character) {
        return "U+%04X".formatted(character);
    }
}
