package io.belastbar.profiling.rls.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads what PostgreSQL prints of an expression ({@code pg_get_expr}, {@code pg_policies}, the conditions of EXPLAIN), and
 * what people write, by the precedence of operators. What it does not understand becomes {@link SqlExpression.Unread};
 * no text makes it fail.
 */
public final class ExpressionReader {
    private static final int DEPTH_MAX = 200;
    private static final Set<String> COMPARISONS = Set.of("=", "<", ">", "<=", ">=", "<>", "!=");

    private final TokenCursor tokens;
    private final OperandReader operands;
    private int depth;

    private ExpressionReader(String text) {
        this.tokens = new TokenCursor(text);
        this.operands = new OperandReader(tokens, this);
    }

    /** Never fails; null reads as an empty text. */
    public static SqlExpression read(String text) {
        if (text == null || text.isBlank()) {
            return new SqlExpression.Unread("");
        }
        try {
            ExpressionReader reader = new ExpressionReader(text);
            SqlExpression read = reader.whole();
            return reader.tokens.isEnd() ? read : new SqlExpression.Unread(text);
        } catch (NotUnderstood unknown) {
            return new SqlExpression.Unread(text);
        }
    }

    SqlExpression whole() {
        if (++depth > DEPTH_MAX) {
            throw new NotUnderstood();
        }
        SqlExpression read = row("OR", () -> row("AND", this::negation));
        depth--;
        return read;
    }

    /** {@code a AND b AND c} is one operation with three operands, also where PostgreSQL nests them. */
    private SqlExpression row(String word, Side side) {
        List<SqlExpression> parts = new ArrayList<>();
        do {
            SqlExpression part = side.read();
            if (part instanceof SqlExpression.Operation same && same.is(word)) {
                parts.addAll(same.operands());
            } else {
                parts.add(part);
            }
        } while (tokens.takeWord(word));
        return parts.size() == 1 ? parts.getFirst() : new SqlExpression.Operation(word, parts);
    }

    private SqlExpression negation() {
        if (tokens.takeWord("NOT")) {
            if (++depth > DEPTH_MAX) {
                throw new NotUnderstood();
            }
            SqlExpression of = negation();
            depth--;
            return new SqlExpression.Operation("NOT", List.of(of));
        }
        return comparison();
    }

    private SqlExpression comparison() {
        SqlExpression left = arithmetic();
        while (true) {
            if (tokens.takeWord("IS")) {
                left = test(left);
            } else if (COMPARISONS.contains(tokens.current().text()) && tokens.isOperator()) {
                left = compared(left, tokens.take().text());
            } else if (tokens.takeWord("IN")) {
                left = in(left);
            } else if (tokens.current().isWord("NOT") && tokens.ahead(1).isWord("IN")) {
                tokens.take();
                tokens.take();
                left = new SqlExpression.Operation("NOT", List.of(in(left)));
            } else if (tokens.takeWord("LIKE")) {
                left = compared(left, "~~");
            } else if (tokens.takeWord("ILIKE")) {
                left = compared(left, "~~*");
            } else {
                return left;
            }
        }
    }

    private SqlExpression arithmetic() {
        SqlExpression left = operands.read();
        while (true) {
            if (tokens.isOperator() && !COMPARISONS.contains(tokens.current().text())) {
                left = compared(left, tokens.take().text());
            } else if (tokens.current().isWord("OPERATOR") && tokens.ahead(1).is("(")) {
                left = compared(left, namedOperator());
            } else if (tokens.current().isWord("AT") && tokens.ahead(1).isWord("TIME")) {
                tokens.take();
                tokens.take();
                tokens.expectWord("ZONE");
                left = new SqlExpression.Call(null, "timezone", List.of(operands.read(), left));
            } else {
                return left;
            }
        }
    }

    private String namedOperator() {
        int start = tokens.take().start();
        while (!tokens.current().is(")")) {
            tokens.take();
        }
        return tokens.text(start, tokens.take().end());
    }

    private SqlExpression compared(SqlExpression left, String operator) {
        Token next = tokens.current();
        boolean any = next.isWord("ANY") || next.isWord("SOME");
        if ((any || next.isWord("ALL")) && tokens.ahead(1).is("(")) {
            tokens.take();
            if (tokens.startsQuery()) {
                String query = tokens.query();
                return any
                        ? new SqlExpression.SubQuery(SqlExpression.Use.IN, left, operator, query)
                        : new SqlExpression.Unread(left.sql() + " " + operator + " ALL (" + query + ")");
            }
            tokens.expect("(");
            SqlExpression right = whole();
            tokens.expect(")");
            return new SqlExpression.AnyOf(left, operator, !any, right);
        }
        SqlExpression right = COMPARISONS.contains(operator) ? arithmetic() : operands.read();
        return new SqlExpression.Operation(operator, List.of(left, right));
    }

    private SqlExpression in(SqlExpression left) {
        if (tokens.startsQuery()) {
            return new SqlExpression.SubQuery(SqlExpression.Use.IN, left, "=", tokens.query());
        }
        tokens.expect("(");
        return new SqlExpression.AnyOf(left, "=", false, new SqlExpression.ListOf(list(")")));
    }

    private SqlExpression test(SqlExpression left) {
        String not = tokens.takeWord("NOT") ? "NOT " : "";
        if (tokens.takeWord("DISTINCT")) {
            tokens.expectWord("FROM");
            return new SqlExpression.Operation("IS " + not + "DISTINCT FROM", List.of(left, arithmetic()));
        }
        if (tokens.current().kind() != Token.Kind.WORD) {
            throw new NotUnderstood();
        }
        return new SqlExpression.Test(left, not + tokens.take().text().toUpperCase(java.util.Locale.ROOT));
    }

    /** Up to the closing sign, which is taken too. Words that stand between arguments of some functions count as commas. */
    List<SqlExpression> list(String closing) {
        List<SqlExpression> elements = new ArrayList<>();
        while (!tokens.current().is(closing)) {
            tokens.skipArgumentWord();
            elements.add(whole());
            if (!tokens.current().is(closing) && !tokens.takeSeparator()) {
                throw new NotUnderstood();
            }
        }
        tokens.take();
        return elements;
    }

    private interface Side {
        SqlExpression read();
    }

    /** The text is none of what PostgreSQL prints; it does not leave the reader. */
    static final class NotUnderstood extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotUnderstood() {
            super("not understood", null, false, false);
        }
    }
}
