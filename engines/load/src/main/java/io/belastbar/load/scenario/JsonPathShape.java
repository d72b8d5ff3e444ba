package io.belastbar.load.scenario;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** What JsonPath reads over where it should not: it takes {@code $.items[} for {@code $.items}. */
final class JsonPathShape {

    /** Texts, and the regular expressions of filters. */
    private static final Pattern LITERAL =
            Pattern.compile("'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\"|=~\\s*/(?:\\\\.|[^/\\\\])*/");

    private JsonPathShape() {}

    static String withoutLiterals(String source) {
        return LITERAL.matcher(source).replaceAll("");
    }

    /** @throws IllegalArgumentException with the rule, if a bracket has no other or something stands behind the end */
    static void requireWhole(String source) {
        String path = withoutLiterals(source).strip();
        Deque<Character> open = new ArrayDeque<>();
        for (int at = 0; at < path.length(); at++) {
            char sign = path.charAt(at);
            if (sign == '[' || sign == '(') {
                open.push(sign);
            } else if (sign == ']' || sign == ')') {
                if (open.isEmpty() || open.pop() != (sign == ']' ? '[' : '(')) {
                    throw unpaired(source);
                }
                if (open.isEmpty()) {
                    requireGoesOn(sign, path.substring(at + 1).strip(), source);
                }
            }
        }
        if (!open.isEmpty()) {
            throw unpaired(source);
        }
    }

    private static void requireGoesOn(char sign, String rest, String source) {
        if (sign == ')' && !rest.isEmpty()) {
            throw new IllegalArgumentException("a JSONPath's function should be its end: was " + source);
        }
        if (!rest.isEmpty() && !rest.startsWith(".") && !rest.startsWith("[") && !rest.startsWith("]")) {
            throw new IllegalArgumentException(
                    "a JSONPath should go on with '.' or '[' behind a ']', such as $.items[0].id: was " + source);
        }
    }

    private static IllegalArgumentException unpaired(String source) {
        return new IllegalArgumentException(
                "a JSONPath should close every bracket that it opens, such as $.items[0].id: was " + source);
    }
}
