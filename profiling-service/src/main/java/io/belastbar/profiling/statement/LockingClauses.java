package io.belastbar.profiling.statement;

/** {@code FOR UPDATE OF a, b SKIP LOCKED} and its like, which need the right to write although they change nothing. */
final class LockingClauses {
    private LockingClauses() {}

    /** The statement without them, at whatever depth they stand. */
    static String removed(String statement) {
        SqlTokens tokens = SqlTokens.of(statement);
        for (int i = tokens.size() - 1; i >= 0; i--) {
            int end = end(tokens, i);
            if (end > i) {
                return removed(tokens.replaced(i, end, ""));
            }
        }
        return statement;
    }

    private static int end(SqlTokens tokens, int start) {
        int strength = start + 1;
        if (tokens.is(strength, "NO") && tokens.is(strength + 1, "KEY") && tokens.is(strength + 2, "UPDATE")) {
            strength += 2;
        } else if (tokens.is(strength, "KEY") && tokens.is(strength + 1, "SHARE")) {
            strength += 1;
        }
        boolean locks = tokens.is(strength, "UPDATE") || tokens.is(strength, "SHARE");
        if (!tokens.is(start, "FOR") || !locks) {
            return start;
        }
        int end = strength + 1;
        if (tokens.is(end, "OF")) {
            end += 2;
            while (tokens.is(end, ",") || tokens.is(end, ".")) {
                end += 2;
            }
        }
        if (tokens.is(end, "NOWAIT")) {
            return end + 1;
        }
        return tokens.is(end, "SKIP") && tokens.is(end + 1, "LOCKED") ? end + 2 : end;
    }
}
