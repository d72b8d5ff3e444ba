package io.belastbar.profiling.statement;

import java.util.Set;

/**
 * Turns a statement that writes into the SELECT that finds the same rows, so that a role that may only read can plan it:
 * the same tables with their aliases, the same conditions and parameters. What is written, and where to, falls away.
 *
 * <ul>
 *   <li>{@code UPDATE t SET a = (SELECT s) FROM f WHERE c}: {@code SELECT t.*, (SELECT s) FROM t, f WHERE c}.
 *   <li>{@code DELETE FROM t USING f WHERE c}: {@code SELECT t.* FROM t, f WHERE c}. Inside WITH, both: what RETURNING
 *       hands on.
 *   <li>{@code MERGE INTO t USING s ON c}: a join of s and t, outer where rows without a partner count.
 *   <li>{@code INSERT INTO t SELECT …}: its SELECT. One of plain values reads nothing.
 *   <li>Locking clauses, which need the right to write, are left out.
 * </ul>
 */
final class ReadingForm {
    private static final Set<String> MAIN = Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "TABLE");

    private final SqlTokens tokens;

    private ReadingForm(SqlTokens tokens) {
        this.tokens = tokens;
    }

    /** The token at which the statement proper begins, behind its WITH; the end if there is none. */
    static int main(SqlTokens tokens) {
        return tokens.find(0, tokens.size(), 0, i -> MAIN.contains(tokens.word(i)));
    }

    /** @param statement exactly one statement that begins with WITH or one of the verbs of a query */
    static Reading of(String statement) {
        SqlTokens tokens = SqlTokens.of(LockingClauses.removed(statement));
        for (int cte = nextWriting(tokens, 0); cte < tokens.size(); cte = nextWriting(tokens, cte)) {
            int end = tokens.closing(cte - 1);
            if (!isNamedAgain(tokens, cte, end)) {
                return new Reading.None("what a " + tokens.word(cte) + " inside WITH changes is not read again");
            }
            Reading inner = new ReadingForm(tokens).statement(cte, end, true);
            if (!(inner instanceof Reading.Query query)) {
                return inner;
            }
            tokens = SqlTokens.of(tokens.replaced(cte, end, query.sql()));
        }
        int main = main(tokens);
        Reading reading = new ReadingForm(tokens).statement(main, tokens.size(), false);
        if (main > 0 && reading instanceof Reading.Query query) {
            boolean nested = query.sql().regionMatches(true, 0, "WITH", 0, 4);
            String body = nested ? "(" + query.sql() + ")" : query.sql();
            return new Reading.Query(tokens.slice(0, main) + " " + body);
        }
        return reading;
    }

    /** The first word of the next WITH query that writes; the end if none does. */
    private static int nextWriting(SqlTokens tokens, int from) {
        for (int i = Math.max(from, 2); i < tokens.size(); i++) {
            boolean body = tokens.is(i - 1, "(") && (tokens.is(i - 2, "AS") || tokens.is(i - 2, "MATERIALIZED"));
            if (body && Set.of("INSERT", "UPDATE", "DELETE", "MERGE").contains(tokens.word(i))) {
                return i;
            }
        }
        return tokens.size();
    }

    /** PostgreSQL does not plan a WITH query that nobody reads unless it writes. */
    private static boolean isNamedAgain(SqlTokens tokens, int cte, int end) {
        int name = cte - 2;
        while (name > 0 && Set.of("AS", "NOT", "MATERIALIZED").contains(tokens.word(name))) {
            name--;
        }
        if (tokens.is(name, ")")) {
            int depth = tokens.depth(name);
            while (!(tokens.is(name, "(") && tokens.depth(name) == depth)) {
                name--;
            }
            name--;
        }
        String named = tokens.slice(name, name + 1);
        for (int i = end; i < tokens.size(); i++) {
            if (tokens.isName(i) && tokens.slice(i, i + 1).equalsIgnoreCase(named)) {
                return true;
            }
        }
        return false;
    }

    private Reading statement(int from, int to, boolean handsOn) {
        return switch (tokens.word(from)) {
            case "UPDATE" -> update(from, to, handsOn);
            case "DELETE" -> delete(from, to, handsOn);
            case "MERGE" -> merge(from, to, handsOn);
            case "INSERT" -> insert(from, to, handsOn);
            default -> select(from, to);
        };
    }

    private Reading select(int from, int to) {
        boolean creates = tokens.find(from, to, tokens.depth(from), "INTO") < to;
        return creates ? new Reading.None("SELECT INTO creates a table") : new Reading.Query(tokens.slice(from, to));
    }

    private Reading update(int from, int to, boolean handsOn) {
        int depth = tokens.depth(from);
        int returning = tokens.find(from, to, depth, "RETURNING");
        int where = tokens.find(from, returning, depth, "WHERE");
        int set = tokens.find(from, where, depth, "SET");
        int more = tokens.find(set, where, depth, i -> tokens.is(i, "FROM") && !tokens.is(i - 1, "DISTINCT"));
        return found(new Clauses(from + 1, set, more, where, returning), to, handsOn);
    }

    private Reading delete(int from, int to, boolean handsOn) {
        int depth = tokens.depth(from);
        int returning = tokens.find(from, to, depth, "RETURNING");
        int where = tokens.find(from, returning, depth, "WHERE");
        int more = tokens.find(from, where, depth, "USING");
        return found(new Clauses(from + 2, more, more, where, returning), to, handsOn);
    }

    /** Where the parts of an UPDATE or DELETE begin; the table ends at {@code tableEnd}. */
    private record Clauses(int table, int tableEnd, int more, int where, int returning) {}

    private Reading found(Clauses at, int to, boolean handsOn) {
        if (tokens.is(at.where() + 1, "CURRENT") && tokens.is(at.where() + 2, "OF")) {
            return new Reading.None("it changes the row of a cursor");
        }
        String table = tokens.slice(at.table(), at.tableEnd());
        String others = at.more() < at.where() ? ", " + tokens.slice(at.more() + 1, at.where()) : "";
        String condition = at.where() < at.returning() ? " " + tokens.slice(at.where(), at.returning()) : "";
        return selected(at, to, handsOn, table + others + condition);
    }

    private Reading selected(Clauses at, int to, boolean handsOn, String rest) {
        if (handsOn && at.returning() == to) {
            return new Reading.None("a change inside WITH that hands nothing on leaves nothing to read");
        }
        String columns = handsOn
                ? tokens.slice(at.returning() + 1, to)
                : WrittenTable.alias(tokens, at.table(), at.tableEnd()) + ".*" + valuesRead(at);
        return new Reading.Query("SELECT " + columns + " FROM " + rest);
    }

    /** The values of SET that are looked up: they read tables as the conditions do. */
    private String valuesRead(Clauses at) {
        StringBuilder values = new StringBuilder();
        int depth = tokens.depth(at.table() - 1);
        for (int i = at.tableEnd() + 1; i < at.more(); i++) {
            int end = tokens.find(i, at.more(), depth, ",");
            if (tokens.contains(i, end, "SELECT")) {
                int equals = tokens.find(i, end, depth, "=");
                String several = tokens.is(equals - 1, ")") ? "EXISTS " : "";
                values.append(", ").append(several).append(tokens.slice(equals + 1, end));
            }
            i = end;
        }
        return values.toString();
    }

    private Reading merge(int from, int to, boolean handsOn) {
        int depth = tokens.depth(from);
        int using = tokens.find(from, to, depth, "USING");
        int on = tokens.find(using, to, depth, "ON");
        int when = tokens.find(on, to, depth, i -> tokens.is(i, "WHEN") && isMatch(i + 1));
        if (handsOn) {
            return new Reading.None("what a MERGE inside WITH hands on is not there yet");
        }
        boolean bySource = false;
        boolean byTarget = false;
        for (int i = when; i < to; i++) {
            boolean alone = tokens.is(i, "WHEN") && tokens.is(i + 1, "NOT") && tokens.is(i + 2, "MATCHED");
            boolean source = tokens.is(i + 3, "BY") && tokens.is(i + 4, "SOURCE");
            bySource |= alone && source;
            byTarget |= alone && !source;
        }
        String join = bySource ? byTarget ? "FULL" : "RIGHT" : byTarget ? "LEFT" : "INNER";
        return new Reading.Query("SELECT %s.* FROM %s %s JOIN %s %s"
                .formatted(
                        WrittenTable.alias(tokens, from + 2, using),
                        tokens.slice(using + 1, on),
                        join,
                        tokens.slice(from + 2, using),
                        tokens.slice(on, when)));
    }

    private boolean isMatch(int index) {
        return tokens.is(index, "MATCHED") || tokens.is(index, "NOT") && tokens.is(index + 1, "MATCHED");
    }

    private Reading insert(int from, int to, boolean handsOn) {
        int depth = tokens.depth(from);
        int end = tokens.find(
                from, to, depth, i -> tokens.is(i, "RETURNING") || tokens.is(i, "ON") && tokens.is(i + 1, "CONFLICT"));
        int query = tokens.find(from, end, depth, i -> isQuery(i) || tokens.is(i, "(") && isQuery(i + 1));
        boolean plainValues = tokens.is(query, "VALUES") && !tokens.contains(query, end, "SELECT");
        if (query == end || plainValues) {
            return new Reading.None("an INSERT of values reads no table");
        }
        return handsOn
                ? new Reading.None("what an INSERT inside WITH hands on is not there yet")
                : new Reading.Query(tokens.slice(query, end));
    }

    private boolean isQuery(int index) {
        return Set.of("SELECT", "WITH", "VALUES", "TABLE").contains(tokens.word(index));
    }
}
