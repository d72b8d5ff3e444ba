package io.belastbar.profiling.proof.measure;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statement that makes an index, as it is run on a copy: without CONCURRENTLY, because nobody else is there, and without
 * IF NOT EXISTS, because one that is there must be told.
 *
 * @param name of the index, as it is stored
 * @param table as the statement names it
 * @param sql to be run
 */
public record IndexStatement(String name, String table, String sql) {
    private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
    private static final Pattern CREATE = Pattern.compile(
            "\\s*CREATE\\s+INDEX\\s+(?:CONCURRENTLY\\s+)?(?:IF\\s+NOT\\s+EXISTS\\s+)?(" + NAME + ")\\s+ON\\s+(" + NAME
                    + "(?:\\." + NAME + ")?)(\\s*(?:USING\\s+\\w+\\s*)?\\(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern QUOTED =
            Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--|/\\*|\\$\\w*\\$|;(?=.*\\S)", Pattern.DOTALL);

    /** @throws IllegalArgumentException with a rule for people, when it is not one CREATE INDEX with a name */
    public static IndexStatement of(String ddl) {
        Matcher matcher = CREATE.matcher(ddl);
        if (!matcher.matches() || hidesMore(matcher.group(3))) {
            throw new IllegalArgumentException(
                    "must be one statement CREATE INDEX name ON table (…), neither UNIQUE nor with comments");
        }
        String rest = matcher.group(3).strip().replaceFirst(";$", "");
        return new IndexStatement(
                stored(matcher.group(1)),
                matcher.group(2),
                "CREATE INDEX " + matcher.group(1) + " ON " + matcher.group(2) + " " + rest);
    }

    private static boolean hidesMore(String rest) {
        return QUOTED.matcher(rest)
                .results()
                .map(java.util.regex.MatchResult::group)
                .anyMatch(found -> !found.startsWith("'") && !found.startsWith("\""));
    }

    private static String stored(String name) {
        return name.startsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name.toLowerCase(Locale.ROOT);
    }
}
