package io.belastbar.plans.index.expression;

import io.belastbar.plans.index.expression.Expression.Column;
import io.belastbar.plans.index.expression.Expression.Opaque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the expressions that PostgreSQL prints in plans and in its catalogue, where every operator with its operands
 * stands in parentheses. It is not a parser of SQL. What it does not understand is {@link Opaque}, with the columns in it.
 */
public final class ExpressionParser {
    private static final Set<String> NO_COLUMNS = Set.of(
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "AND",
            "OR",
            "NOT",
            "IS",
            "NULL",
            "ANY",
            "ALL",
            "ARRAY",
            "ROW",
            "FROM",
            "SubPlan",
            "InitPlan",
            "hashed",
            "EXISTS",
            "true",
            "false",
            "FOR",
            "DISTINCT",
            "COLLATE",
            "TRUE",
            "FALSE");

    /** Deeper nesting than any statement has; it bounds the recursion. */
    private static final int DEPTH_MAX = 200;

    private static final int LENGTH_MAX = 100_000;

    private ExpressionParser() {}

    /** The expression; never fails. */
    public static Expression parse(String text) {
        List<Token> tokens = text.length() > LENGTH_MAX ? List.of() : Token.of(text);
        if (tokens.isEmpty()) {
            return new Opaque(text, List.of());
        }
        TokenReader reader = new TokenReader(text, tokens);
        try {
            Expression expression = new Grammar(reader, DEPTH_MAX).expression();
            return reader.isAtEnd() ? expression : opaque(text, tokens);
        } catch (TokenReader.NotUnderstood unknown) {
            return opaque(text, tokens);
        }
    }

    /** The text with the names that look like columns. */
    static Opaque opaque(String text, List<Token> tokens) {
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean cast = i > 0 && tokens.get(i - 1).kind() == Token.Kind.CAST;
            if (!token.isName() || cast || NO_COLUMNS.contains(token.text())) {
                continue;
            }
            boolean qualified = i + 2 < tokens.size()
                    && tokens.get(i + 1).isSign(".")
                    && tokens.get(i + 2).isName();
            int last = qualified ? i + 2 : i;
            boolean call = last + 1 < tokens.size() && tokens.get(last + 1).isSign("(");
            if (!call) {
                columns.add(new Column(
                        qualified ? token.text() : "", tokens.get(last).text()));
            }
            i = last;
        }
        return new Opaque(text, columns);
    }
}
