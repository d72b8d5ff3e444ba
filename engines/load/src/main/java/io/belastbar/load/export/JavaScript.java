package io.belastbar.load.export;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Texts and lists as JavaScript literals (ECMA-262, 12.9.4), harmless whatever the text holds. */
final class JavaScript {

    private JavaScript() {}

    /** In double quotes; controls, line separators and lone surrogates are escaped, the rest stays readable. */
    static String text(String value) {
        StringBuilder literal = new StringBuilder(value.length() + 8).append('"');
        for (int index = 0; index < value.length(); index++) {
            char character = value.charAt(index);
            switch (character) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                default -> {
                    if (readable(value, index)) {
                        literal.append(character);
                    } else {
                        literal.append(String.format("\\u%04x", (int) character));
                    }
                }
            }
        }
        return literal.append('"').toString();
    }

    /** A text within a one-line comment. */
    static String comment(String value) {
        String literal = text(value);
        return literal.substring(1, literal.length() - 1).replace("\\\"", "\"");
    }

    /** Without an exponent and without needless zeros. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.9f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    static <T> String list(List<T> values, Function<T, String> literal) {
        return values.stream().map(literal).collect(Collectors.joining(", ", "[", "]"));
    }

    static String texts(List<String> values) {
        return list(values, JavaScript::text);
    }

    private static boolean readable(String value, int index) {
        char character = value.charAt(index);
        if (Character.isHighSurrogate(character)) {
            return index + 1 < value.length() && Character.isLowSurrogate(value.charAt(index + 1));
        }
        if (Character.isLowSurrogate(character)) {
            return index > 0 && Character.isHighSurrogate(value.charAt(index - 1));
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
