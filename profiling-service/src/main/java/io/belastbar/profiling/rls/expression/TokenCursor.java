package io.belastbar.profiling.rls.expression;

import java.util.List;
import java.util.Set;

/** The place in an expression up to which it is read. */
final class TokenCursor {
    private static final Set<String> BETWEEN_ARGUMENTS = Set.of("FROM", "FOR", "PLACING", "IN", "USING");
    private static final Set<String> BEFORE_ARGUMENTS =
            Set.of("DISTINCT", "VARIADIC", "BOTH", "LEADING", "TRAILING", "FROM");

    private final String text;
    private final List<Token> tokens;
    private final Token end;
    private int next;

    TokenCursor(String text) {
        this.text = text;
        this.tokens = ExpressionTokens.of(text);
        this.end = new Token(Token.Kind.END, "", text.length(), text.length());
    }

    Token current() {
        return ahead(0);
    }

    Token ahead(int by) {
        return next + by < tokens.size() ? tokens.get(next + by) : end;
    }

    Token take() {
        if (isEnd()) {
            throw new ExpressionReader.NotUnderstood();
        }
        return tokens.get(next++);
    }

    boolean isEnd() {
        return next >= tokens.size();
    }

    boolean isOperator() {
        return current().kind() == Token.Kind.OPERATOR;
    }

    boolean takeWord(String word) {
        boolean there = current().isWord(word);
        next += there ? 1 : 0;
        return there;
    }

    boolean takeSign(String sign) {
        boolean there = current().is(sign);
        next += there ? 1 : 0;
        return there;
    }

    void expectWord(String word) {
        if (!takeWord(word)) {
            throw new ExpressionReader.NotUnderstood();
        }
    }

    void expect(String sign) {
        if (!takeSign(sign)) {
            throw new ExpressionReader.NotUnderstood();
        }
    }

    /** A comma, or the words that stand for one: {@code EXTRACT(year FROM x)}, {@code name => value}. */
    boolean takeSeparator() {
        if (takeSign(",") || takeSign("=>")) {
            return true;
        }
        if (current().kind() == Token.Kind.WORD
                && BETWEEN_ARGUMENTS.contains(current().text().toUpperCase(java.util.Locale.ROOT))) {
            next++;
            return true;
        }
        return false;
    }

    void skipArgumentWord() {
        while (current().kind() == Token.Kind.WORD
                && BEFORE_ARGUMENTS.contains(current().text().toUpperCase(java.util.Locale.ROOT))
                && !ahead(1).is("(")
                && !ahead(1).is(".")
                && !ahead(1).is(",")
                && !ahead(1).is(")")) {
            next++;
        }
    }

    /** Whether a bracket with a query in it begins here. */
    boolean startsQuery() {
        int by = 0;
        while (ahead(by).is("(")) {
            by++;
        }
        return by > 0
                && (ahead(by).isWord("SELECT")
                        || ahead(by).isWord("WITH")
                        || ahead(by).isWord("VALUES"))
                && (by == 1 || isOneQuery());
    }

    /** {@code ((SELECT …) UNION …)} is a query, {@code ((SELECT …) + 1)} is not. */
    private boolean isOneQuery() {
        int depth = 0;
        for (int i = 1; !ahead(i).kind().equals(Token.Kind.END); i++) {
            depth += ahead(i).is("(") ? 1 : 0;
            depth -= ahead(i).is(")") ? 1 : 0;
            if (depth == 0) {
                Token after = ahead(i + 1);
                return after.isWord("UNION") || after.isWord("INTERSECT") || after.isWord("EXCEPT");
            }
        }
        return false;
    }

    /** The query inside the bracket that begins here, which is taken whole. */
    String query() {
        int from = take().end();
        int depth = 1;
        while (true) {
            Token token = take();
            depth += token.is("(") ? 1 : 0;
            depth -= token.is(")") ? 1 : 0;
            if (depth == 0) {
                return text.substring(from, token.start()).strip();
            }
        }
    }

    String text(int start, int finish) {
        return text.substring(start, finish);
    }
}
