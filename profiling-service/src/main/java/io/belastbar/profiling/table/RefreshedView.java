package io.belastbar.profiling.table;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The view that a REFRESH names.
 *
 * @param schema null where the text does not say; then the session's search path decided, which is not known
 */
record RefreshedView(String schema, String name) {
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[^\\s.;\"]+)";
    private static final Pattern REFRESH = Pattern.compile(
            "\\s*refresh\\s+materialized\\s+view\\s+(?:concurrently\\s+)?(?:" + NAME + "\\s*\\.\\s*)?" + NAME + ".*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    static RefreshedView of(String text) {
        Matcher matcher = REFRESH.matcher(text);
        return matcher.matches()
                ? new RefreshedView(plain(matcher.group(1)), plain(matcher.group(2)))
                : new RefreshedView(null, null);
    }

    boolean isOf(String itsSchema, String itsName) {
        return itsName.equals(name) && (schema == null || schema.equals(itsSchema));
    }

    private static String plain(String name) {
        if (name == null || !name.startsWith("\"")) {
            return name == null ? null : name.toLowerCase(Locale.ROOT);
        }
        return name.substring(1, name.length() - 1).replace("\"\"", "\"");
    }
}
