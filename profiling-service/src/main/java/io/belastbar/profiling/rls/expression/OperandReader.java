package io.belastbar.profiling.rls.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what stands between operators: columns, constants, functions, casts, brackets, CASE, arrays, sub-queries. */
final class OperandReader {
    private static final Set<String> WITHOUT_BRACKETS = Set.of(
            "current_user",
            "session_user",
            "user",
            "current_role",
            "current_date",
            "current_time",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "current_catalog",
            "current_schema",
            "system_user");
    private static final Set<String> ENDS = Set.of("when", "then", "else", "end", "and", "or", "from", "where", "as");

    private final TokenCursor tokens;
    private final ExpressionReader expressions;
    private int signs;

    OperandReader(TokenCursor tokens, ExpressionReader expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    SqlExpression read() {
        if (tokens.isOperator() && !tokens.current().is("*")) {
            String operator = tokens.take().text();
            if (++signs > 100) {
                throw new ExpressionReader.NotUnderstood();
            }
            SqlExpression of = read();
            signs--;
            return new SqlExpression.Operation(operator, List.of(of));
        }
        SqlExpression operand = primary();
        while (true) {
            if (tokens.takeSign("::")) {
                operand = new SqlExpression.Cast(operand, type());
            } else if (tokens.takeSign("[")) {
                operand = new SqlExpression.Operation("[]", element(operand));
            } else if (tokens.takeSign(".")) {
                operand = new SqlExpression.Operation("." + tokens.take().text(), List.of(operand));
            } else if (tokens.takeWord("COLLATE")) {
                operand = new SqlExpression.Operation("COLLATE " + name(), List.of(operand));
            } else {
                return operand;
            }
        }
    }

    private List<SqlExpression> element(SqlExpression of) {
        List<SqlExpression> parts = new ArrayList<>(List.of(of));
        while (!tokens.takeSign("]")) {
            if (!tokens.takeSign(":")) {
                parts.add(expressions.whole());
            }
        }
        return parts;
    }

    private SqlExpression primary() {
        Token token = tokens.current();
        return switch (token.kind()) {
            case STRING, NUMBER -> new SqlExpression.Constant(tokens.take().text());
            case OPERATOR -> new SqlExpression.Constant(tokens.take().text());
            case QUOTED -> named();
            case SIGN -> bracket();
            case WORD -> word(token);
            case END -> throw new ExpressionReader.NotUnderstood();
        };
    }

    private SqlExpression bracket() {
        if (tokens.startsQuery()) {
            return new SqlExpression.SubQuery(SqlExpression.Use.SCALAR, null, null, tokens.query());
        }
        tokens.expect("(");
        List<SqlExpression> inside = expressions.list(")");
        return inside.size() == 1 ? inside.getFirst() : new SqlExpression.ListOf(inside);
    }

    private SqlExpression word(Token token) {
        String word = token.text().toLowerCase(Locale.ROOT);
        boolean called = tokens.ahead(1).is("(");
        if (ENDS.contains(word)) {
            throw new ExpressionReader.NotUnderstood();
        }
        if (word.equals("case")) {
            return cases();
        }
        if (word.equals("true") || word.equals("false") || word.equals("null")) {
            tokens.take();
            return new SqlExpression.Constant(word);
        }
        if (word.equals("exists") && called) {
            tokens.take();
            return query(SqlExpression.Use.EXISTS);
        }
        if (word.equals("array") && (called || tokens.ahead(1).is("["))) {
            tokens.take();
            return called ? query(SqlExpression.Use.ARRAY) : array();
        }
        if (WITHOUT_BRACKETS.contains(word) && !called && !tokens.ahead(1).is(".")) {
            tokens.take();
            return new SqlExpression.Call(null, word, List.of());
        }
        return named();
    }

    private SqlExpression query(SqlExpression.Use use) {
        if (!tokens.startsQuery()) {
            throw new ExpressionReader.NotUnderstood();
        }
        return new SqlExpression.SubQuery(use, null, null, tokens.query());
    }

    private SqlExpression array() {
        tokens.expect("[");
        return new SqlExpression.ListOf(expressions.list("]"));
    }

    private SqlExpression cases() {
        int start = tokens.take().start();
        List<SqlExpression> parts = new ArrayList<>();
        while (!tokens.current().isWord("END")) {
            if (!tokens.takeWord("WHEN") && !tokens.takeWord("THEN") && !tokens.takeWord("ELSE") && !parts.isEmpty()) {
                throw new ExpressionReader.NotUnderstood();
            }
            parts.add(expressions.whole());
        }
        return new SqlExpression.Case(parts, tokens.text(start, tokens.take().end()));
    }

    /** A column or a function, with what stands before it; or a constant with its type in front. */
    private SqlExpression named() {
        List<String> names = new ArrayList<>(List.of(tokens.take().name()));
        while (tokens.current().is(".")
                && (tokens.ahead(1).isName() || tokens.ahead(1).is("*"))) {
            tokens.take();
            names.add(tokens.take().name());
        }
        String last = names.getLast();
        String before = names.size() > 1 ? names.get(names.size() - 2) : null;
        if (tokens.takeSign("(")) {
            return new SqlExpression.Call(before, last, expressions.list(")"));
        }
        if (tokens.current().kind() == Token.Kind.STRING) {
            return new SqlExpression.Cast(
                    new SqlExpression.Constant(tokens.take().text()), last);
        }
        return new SqlExpression.Column(before, last);
    }

    private String name() {
        StringBuilder name = new StringBuilder(tokens.take().text());
        while (tokens.takeSign(".")) {
            name.append('.').append(tokens.take().text());
        }
        return name.toString();
    }

    /** A type's name, of several words where PostgreSQL's are: {@code timestamp(3) with time zone[]}. */
    private String type() {
        StringBuilder type = new StringBuilder(name());
        String first = type.toString().toLowerCase(Locale.ROOT);
        follow(type, first.equals("character") || first.equals("bit"), "varying");
        follow(type, first.equals("double"), "precision");
        brackets(type);
        if (first.equals("timestamp") || first.equals("time")) {
            boolean zoned = tokens.current().isWord("with") || tokens.current().isWord("without");
            for (int i = 0; zoned && i < 3; i++) {
                type.append(' ').append(tokens.take().text());
            }
        }
        while (tokens.current().is("[") && tokens.ahead(1).is("]")) {
            tokens.take();
            tokens.take();
            type.append("[]");
        }
        return type.toString();
    }

    private void follow(StringBuilder type, boolean may, String word) {
        if (may && tokens.takeWord(word)) {
            type.append(' ').append(word);
        }
    }

    private void brackets(StringBuilder type) {
        if (tokens.takeSign("(")) {
            type.append('(');
            while (!tokens.current().is(")")) {
                type.append(tokens.take().text());
            }
            tokens.take();
            type.append(')');
        }
    }
}
