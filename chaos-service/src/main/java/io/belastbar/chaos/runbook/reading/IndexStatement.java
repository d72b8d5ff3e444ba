package io.belastbar.chaos.runbook.reading;

import java.util.regex.Pattern;

/**
 * What a game day may change in a database: indexes, which hold nothing that is not in a table. Names may be quoted; what
 * stands behind the first words is the database's to judge.
 */
final class IndexStatement {
    static final String RULE =
            "must be one statement CREATE INDEX, DROP INDEX or REINDEX INDEX: a game day changes indexes, and no rows";

    private static final int LENGTH_MAX = 10_000;
    private static final Pattern FORM = Pattern.compile(
            "(?is)\\s*(create\\s+(unique\\s+)?index|drop\\s+index|reindex\\s+(\\([^)]*\\)\\s*)?index)\\s.+");

    private IndexStatement() {}

    /** One statement, which the simple protocol would not end in the middle. */
    static boolean isOne(String sql) {
        String statement = sql.stripTrailing().replaceAll(";$", "");
        return statement.length() <= LENGTH_MAX
                && statement.indexOf('\0') < 0
                && !statement.contains(";")
                && FORM.matcher(statement).matches();
    }
}
