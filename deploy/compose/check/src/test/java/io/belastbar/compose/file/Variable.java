package io.belastbar.compose.file;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A variable that Compose puts a value in the place of.
 *
 * @param otherwise after {@code :-} its default, after {@code :?} what is said when it is missing; empty without either
 * @see <a href="https://docs.docker.com/reference/compose-file/interpolation/">Interpolation</a>
 */
public record Variable(String name, String sign, String otherwise) {
    private static final Pattern PATTERN = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?:(:[-?])([^}]*))?}");

    public static Stream<Variable> in(String text) {
        return PATTERN.matcher(text)
                .results()
                .map(found -> new Variable(found.group(1), said(found.group(2)), said(found.group(3))));
    }

    public boolean isRequired() {
        return sign.equals(":?") && !otherwise.isBlank();
    }

    /** With the values in the place of the variables. */
    public static String filled(String text, UnaryOperator<String> values) {
        return PATTERN.matcher(text).replaceAll(found -> {
            String value = values.apply(found.group(1));
            return Matcher.quoteReplacement(value == null || value.isEmpty() ? said(found.group(3)) : value);
        });
    }

    static String withDefaults(String text) {
        return filled(text, name -> "");
    }

    private static String said(String group) {
        return group == null ? "" : group;
    }
}
