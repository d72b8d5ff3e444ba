package io.belastbar.plans.index.expression;

import io.belastbar.plans.index.expression.Expression.And;
import io.belastbar.plans.index.expression.Expression.Call;
import io.belastbar.plans.index.expression.Expression.Cast;
import io.belastbar.plans.index.expression.Expression.Column;
import io.belastbar.plans.index.expression.Expression.Constant;
import io.belastbar.plans.index.expression.Expression.Elements;
import io.belastbar.plans.index.expression.Expression.Not;
import io.belastbar.plans.index.expression.Expression.Operation;
import io.belastbar.plans.index.expression.Expression.Or;
import io.belastbar.plans.index.expression.Expression.Parameter;
import io.belastbar.plans.index.expression.Expression.Test;
import io.belastbar.plans.index.expression.TokenReader.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The forms that ruleutils.c of PostgreSQL prints, from the outside to the inside. */
final class Grammar {
    private static final Set<String> WORD_CONSTANTS = Set.of(
            "true",
            "false",
            "NULL",
            "CURRENT_USER",
            "SESSION_USER",
            "CURRENT_DATE",
            "CURRENT_TIMESTAMP",
            "CURRENT_ROLE",
            "LOCALTIMESTAMP",
            "CURRENT_TIME",
            "LOCALTIME",
            "CURRENT_CATALOG",
            "CURRENT_SCHEMA");

    private static final Set<String> PLAN_WORDS =
            Set.of("SubPlan", "InitPlan", "hashed", "alternatives", "EXISTS", "CASE");

    private final TokenReader reader;
    private int depthLeft;

    Grammar(TokenReader reader, int depthMax) {
        this.reader = reader;
        this.depthLeft = depthMax;
    }

    Expression expression() {
        if (--depthLeft < 0) {
            throw new NotUnderstood("nested too deeply");
        }
        Expression left = negated();
        while (true) {
            if (reader.look().isWord("AND")) {
                left = new And(listed(left, "AND"));
            } else if (reader.look().isWord("OR")) {
                left = new Or(listed(left, "OR"));
            } else {
                depthLeft++;
                return left;
            }
        }
    }

    private List<Expression> listed(Expression first, String word) {
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (reader.takeWord(word)) {
            parts.add(negated());
        }
        return parts;
    }

    private Expression negated() {
        if (!reader.takeWord("NOT")) {
            return operation();
        }
        if (--depthLeft < 0) {
            throw new NotUnderstood("nested too deeply");
        }
        Expression of = negated();
        depthLeft++;
        return new Not(of);
    }

    private Expression operation() {
        Expression left = prefixed();
        while (true) {
            if (reader.takeWord("IS")) {
                left = test(left);
            } else if (reader.look().isWord("AT") && reader.look(1).isWord("TIME")) {
                reader.next();
                reader.next();
                reader.next();
                left = new Operation("AT TIME ZONE", left, prefixed());
            } else if (isOperator()) {
                left = compared(left, operator());
            } else {
                return left;
            }
        }
    }

    private boolean isOperator() {
        return reader.look().kind() == Token.Kind.OPERATOR
                || reader.look().isWord("OPERATOR") && reader.look(1).isSign("(");
    }

    /** {@code OPERATOR(public.%)} stands for one outside of the search path. */
    private String operator() {
        Token token = reader.next();
        if (token.kind() == Token.Kind.OPERATOR) {
            return token.text();
        }
        reader.expect("(");
        String name = reader.next().text();
        while (!reader.takeSign(")")) {
            name = reader.next().text();
        }
        return name;
    }

    private Expression compared(Expression left, String operator) {
        boolean every = reader.look().isWord("ALL");
        if ((every || reader.look().isWord("ANY")) && reader.look(1).isSign("(")) {
            reader.next();
            reader.expect("(");
            Expression array = expression();
            reader.expect(")");
            return new Elements(operator, left, array, every);
        }
        return new Operation(operator, left, prefixed());
    }

    private Expression test(Expression of) {
        StringBuilder what = new StringBuilder();
        if (reader.takeWord("NOT")) {
            what.append("NOT ");
        }
        Token word = reader.next();
        if (word.isWord("NULL") || word.isWord("TRUE") || word.isWord("FALSE") || word.isWord("UNKNOWN")) {
            return new Test(of, what.append(word.text()).toString());
        }
        if (word.isWord("DISTINCT") && reader.takeWord("FROM")) {
            return new Operation(what.isEmpty() ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM", of, prefixed());
        }
        throw new NotUnderstood(word.text());
    }

    private Expression prefixed() {
        if (reader.look().kind() == Token.Kind.OPERATOR) {
            String operator = reader.next().text();
            if (--depthLeft < 0) {
                throw new NotUnderstood("nested too deeply");
            }
            Expression operand = prefixed();
            depthLeft++;
            return new Operation(operator, null, operand);
        }
        return suffixed(primary());
    }

    private Expression suffixed(Expression start) {
        Expression result = start;
        while (true) {
            int mark = reader.mark();
            if (reader.look().kind() == Token.Kind.CAST) {
                reader.next();
                result = new Cast(result, TypeName.read(reader));
            } else if (reader.takeWord("COLLATE")) {
                Token collation = reader.next();
                result = new Operation("COLLATE", result, new Constant(collation.text()));
            } else if (reader.takeSign("[")) {
                reader.passToClosing("[", "]");
                result = new Call("", List.of(result, reader.opaqueSince(mark)));
            } else if (reader.takeSign(".")) {
                result = new Call("." + reader.next().text(), List.of(result));
            } else {
                return result;
            }
        }
    }

    private Expression primary() {
        int mark = reader.mark();
        Token token = reader.next();
        return switch (token.kind()) {
            case STRING, NUMBER -> new Constant(token.text());
            case PARAMETER -> parameter(token);
            case SIGN -> inParentheses(token);
            case NAME, QUOTED_NAME -> named(token, mark);
            default -> throw new NotUnderstood(token.text());
        };
    }

    private static Expression parameter(Token token) {
        try {
            return new Parameter(Integer.parseInt(token.text().substring(1)));
        } catch (NumberFormatException tooLong) {
            throw new NotUnderstood(token.text());
        }
    }

    private Expression inParentheses(Token token) {
        if (!token.isSign("(")) {
            throw new NotUnderstood(token.text());
        }
        Expression inner = expression();
        reader.expect(")");
        return inner;
    }

    private Expression named(Token token, int mark) {
        if (token.kind() == Token.Kind.NAME && WORD_CONSTANTS.contains(token.text())) {
            return new Constant(token.text());
        }
        if (token.kind() == Token.Kind.NAME && PLAN_WORDS.contains(token.text())) {
            return planWords(token, mark);
        }
        if (token.isWord("ARRAY") && reader.takeSign("[")) {
            return new Call("ARRAY", arguments("]"));
        }
        Token last = token;
        Token before = null;
        while (reader.look().isSign(".") && reader.look(1).isName()) {
            reader.next();
            before = last;
            last = reader.next();
        }
        if (reader.takeSign("(")) {
            return call(before == null ? last.text() : before.text() + "." + last.text(), mark);
        }
        return new Column(before == null ? "" : before.text(), last.text());
    }

    /** Sub-plans and CASE are passed over; an InitPlan is a value that the whole statement keeps. */
    private Expression planWords(Token first, int mark) {
        if (first.isWord("EXISTS")) {
            reader.expect("(");
            reader.passToClosing("(", ")");
        } else if (first.isWord("CASE")) {
            int depth = 1;
            while (depth > 0) {
                Token token = reader.next();
                depth += token.isWord("CASE") ? 1 : token.isWord("END") ? -1 : 0;
            }
        } else {
            while (!reader.look().isSign(")")) {
                reader.next();
            }
        }
        return first.isWord("InitPlan") ? new Constant("InitPlan") : reader.opaqueSince(mark);
    }

    private Expression call(String function, int mark) {
        int inside = reader.mark();
        try {
            return new Call(function, arguments(")"));
        } catch (NotUnderstood ownSyntax) {
            // EXTRACT(year FROM d), SUBSTRING(a FROM 1 FOR 3) …
            reader.back(inside);
            reader.passToClosing("(", ")");
            return reader.opaqueSince(mark);
        }
    }

    private List<Expression> arguments(String close) {
        List<Expression> arguments = new ArrayList<>();
        if (reader.takeSign(close)) {
            return arguments;
        }
        do {
            arguments.add(expression());
        } while (reader.takeSign(","));
        reader.expect(close);
        return arguments;
    }
}
