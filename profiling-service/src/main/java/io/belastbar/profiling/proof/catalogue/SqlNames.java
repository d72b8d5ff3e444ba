package io.belastbar.profiling.proof.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in an SQL text that may be those of tables and functions: more than are, never fewer. What is asked of the
 * catalogue with them sorts them out.
 */
final class SqlNames {
    private static final String PART = "(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
    private static final Pattern NAME = Pattern.compile(PART + "(?:\\s*\\.\\s*" + PART + ")*");
    private static final Pattern ONE = Pattern.compile(PART);

    /** A name as it is stored. @param schema null where the text does not say it */
    record Name(String schema, String name) {}

    private SqlNames() {}

    /** Each name once. Of {@code a.b} both the relation b of schema a and the relation a, whose column b may be, are meant. */
    static Set<Name> of(String sql) {
        Set<Name> names = new LinkedHashSet<>();
        Matcher matcher = NAME.matcher(sql);
        while (matcher.find()) {
            List<String> parts = parts(matcher.group());
            names.add(new Name(null, parts.getFirst()));
            if (parts.size() > 1) {
                names.add(new Name(parts.get(0), parts.get(1)));
            }
        }
        return names;
    }

    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = ONE.matcher(name);
        while (matcher.find()) {
            String part = matcher.group();
            parts.add(
                    part.startsWith("\"")
                            ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
                            : part.toLowerCase(Locale.ROOT));
        }
        return parts;
    }
}
