package io.belastbar.profiling.statement;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides what of a statement's text may be put behind {@code EXPLAIN}: exactly one SELECT, which of a statement that
 * writes has the same conditions ({@link ReadingForm}). Without ANALYZE, EXPLAIN plans such a statement and does not run
 * it. What writes and has no such form is kept with the reason; what neither reads nor writes rows is left out.
 *
 * @param kind the verb, for example {@code DELETE}; SELECT for everything that only reads
 * @param sql the whole statement
 * @param plannable the SELECT to plan; null when {@code reason} says why there is none
 * @param writes the table that it writes to, as the text names it; null for none
 */
public record StatementText(String kind, String sql, String plannable, String reason, String writes) {
    /** What pg_stat_statements makes of {@code interval '1 day'}: a constant that is typed in front is no expression. */
    private static final Pattern TYPED_PARAMETER = Pattern.compile(
            "\\b(interval|date|(?:timestamp|time)(?: with(?:out)? time zone)?|timestamptz)\\s+(\\$\\d+)",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> PLANNED =
            Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "VALUES", "TABLE");
    private static final Set<String> ONLY_READ = Set.of("SELECT", "VALUES", "TABLE");
    private static final Set<String> WITHOUT_PLAN =
            Set.of("COPY", "CALL", "DO", "TRUNCATE", "REFRESH", "CREATE", "ALTER", "DROP");

    /** Empty when the text begins with anything but a verb that reads or writes. */
    public static Optional<StatementText> of(String text) {
        SqlTokens tokens = SqlTokens.of(text);
        String first = tokens.word(0);
        if (WITHOUT_PLAN.contains(first)) {
            return Optional.of(unplanned(first, text, "PostgreSQL makes no plan for " + first, null));
        }
        if (!PLANNED.contains(first)) {
            return Optional.empty();
        }
        int main = ReadingForm.main(tokens);
        if (!tokens.isOneStatement() || main == tokens.size()) {
            return Optional.of(unplanned(first, text, "its text is not one whole statement", null));
        }
        String kind = ONLY_READ.contains(tokens.word(main)) ? "SELECT" : tokens.word(main);
        String writes = WrittenTable.of(tokens, main).orElse(null);
        String whole = tokens.slice(0, tokens.size());
        return Optional.of(
                switch (ReadingForm.of(whole)) {
                    case Reading.None none -> unplanned(kind, whole, none.reason(), writes);
                    case Reading.Query query -> new StatementText(kind, whole, casts(query.sql()), null, writes);
                });
    }

    /** Whether its plan is that of a SELECT with the same conditions. */
    public boolean isRewritten() {
        return plannable != null && !plannable.equals(casts(sql));
    }

    private static StatementText unplanned(String kind, String sql, String reason, String writes) {
        return new StatementText(kind, sql, null, reason, writes);
    }

    /** Parameters in a form that PostgreSQL can parse: {@code $1::interval}. */
    private static String casts(String sql) {
        return TYPED_PARAMETER.matcher(sql).replaceAll("$2::$1");
    }
}
