package io.belastbar.profiling.statement;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides whether the text of a statement may be put behind {@code EXPLAIN}: exactly one statement, and a SELECT,
 * INSERT, UPDATE, DELETE or MERGE, possibly behind WITH. Without ANALYZE, EXPLAIN plans such a statement and does not
 * run it; anything else is refused here, before it reaches a database.
 *
 * @param kind the verb, for example {@code SELECT}
 * @param sql the statement without a closing semicolon
 */
public record StatementText(String kind, String sql) {
    /** What pg_stat_statements makes of {@code interval '1 day'}: a constant that is typed in front is no expression. */
    private static final Pattern TYPED_PARAMETER = Pattern.compile(
            "\\b(interval|date|(?:timestamp|time)(?: with(?:out)? time zone)?|timestamptz)\\s+(\\$\\d+)",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> VERBS = Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE");

    /** The statement with its parameters in a form that PostgreSQL can parse: {@code $1::interval}. */
    public String plannable() {
        return TYPED_PARAMETER.matcher(sql).replaceAll("$2::$1");
    }

    /** Empty when the text is anything but one such statement. */
    public static Optional<StatementText> explainable(String text) {
        Scanner scanner = new Scanner(text);
        String verb = scanner.verb();
        boolean fine = verb != null && scanner.isWellFormed();
        return fine ? Optional.of(new StatementText(verb, text.substring(0, scanner.end))) : Optional.empty();
    }

    /** One pass over the text that knows strings, quoted names, dollar quotes and comments. */
    private static final class Scanner {
        private final String text;
        private String first;
        private String mainVerb;
        private int depth;
        private int end = -1;
        private boolean broken;

        Scanner(String text) {
            this.text = text;
            int i = 0;
            while (i < text.length() && !broken) {
                i = step(i);
            }
            end = end < 0 ? text.length() : end;
        }

        boolean isWellFormed() {
            return !broken && depth == 0;
        }

        String verb() {
            if (first == null) {
                return null;
            }
            String verb = first.equals("WITH") ? mainVerb : first;
            return verb != null && VERBS.contains(verb) ? verb : null;
        }

        private int step(int i) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                return i + 1;
            }
            if (text.startsWith("--", i)) {
                int newline = text.indexOf('\n', i);
                return newline < 0 ? text.length() : newline + 1;
            }
            if (text.startsWith("/*", i)) {
                return afterComment(i);
            }
            if (end >= 0 || c == 0) {
                broken = true;
                return i;
            }
            return token(i, c);
        }

        private int token(int i, char c) {
            if (c == ';') {
                end = i;
                return i + 1;
            }
            if (c == '\'' || c == '"') {
                return afterQuote(i, c, false);
            }
            if (c == '$') {
                return afterDollar(i);
            }
            if (Character.isLetter(c) || c == '_') {
                return word(i);
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            broken |= depth < 0;
            return i + 1;
        }

        private int word(int start) {
            int i = start;
            while (i < text.length()
                    && (Character.isLetterOrDigit(text.charAt(i)) || "_$".indexOf(text.charAt(i)) >= 0)) {
                i++;
            }
            String word = text.substring(start, i).toUpperCase(Locale.ROOT);
            if (word.equals("E") && i < text.length() && text.charAt(i) == '\'') {
                return afterQuote(i, '\'', true);
            }
            if (first == null) {
                first = depth == 0 ? word : "(";
            }
            if (mainVerb == null && depth == 0 && VERBS.contains(word)) {
                mainVerb = word;
            }
            return i;
        }

        private int afterQuote(int start, char quote, boolean escapes) {
            for (int i = start + 1; i < text.length(); i++) {
                if (escapes && text.charAt(i) == '\\') {
                    i++;
                } else if (text.charAt(i) == quote) {
                    return i + 1;
                }
            }
            broken = true;
            return text.length();
        }

        private int afterDollar(int start) {
            int i = start + 1;
            while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
                i++;
            }
            boolean parameter = i > start + 1 && Character.isDigit(text.charAt(start + 1));
            if (parameter || i >= text.length() || text.charAt(i) != '$') {
                return i;
            }
            String tag = text.substring(start, i + 1);
            int close = text.indexOf(tag, i + 1);
            broken |= close < 0;
            return close < 0 ? text.length() : close + tag.length();
        }

        private int afterComment(int start) {
            int nesting = 0;
            for (int i = start; i < text.length() - 1; i++) {
                if (text.startsWith("/*", i)) {
                    nesting++;
                    i++;
                } else if (text.startsWith("*/", i)) {
                    nesting--;
                    i++;
                    if (nesting == 0) {
                        return i + 1;
                    }
                }
            }
            broken = true;
            return text.length();
        }
    }
}
