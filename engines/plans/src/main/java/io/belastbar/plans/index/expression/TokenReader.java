package io.belastbar.plans.index.expression;

import java.util.List;

/** The words of an expression from left to right. */
final class TokenReader {
    private final String text;
    private final List<Token> tokens;
    private int at;

    TokenReader(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /** Something that PostgreSQL prints and we do not know. */
    static final class NotUnderstood extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotUnderstood(String what) {
            super(what, null, false, false);
        }
    }

    boolean isAtEnd() {
        return tokens.get(at).kind() == Token.Kind.END;
    }

    Token look() {
        return tokens.get(at);
    }

    Token look(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() == Token.Kind.END) {
            throw new NotUnderstood("end");
        }
        at++;
        return token;
    }

    boolean takeSign(String sign) {
        return take(look().isSign(sign));
    }

    boolean takeWord(String word) {
        return take(look().isWord(word));
    }

    private boolean take(boolean fits) {
        if (fits) {
            at++;
        }
        return fits;
    }

    void expect(String sign) {
        if (!takeSign(sign)) {
            throw new NotUnderstood(look().text());
        }
    }

    int mark() {
        return at;
    }

    void back(int mark) {
        at = mark;
    }

    /** Everything from a mark up to here that is not understood further. */
    Expression.Opaque opaqueSince(int mark) {
        List<Token> taken = tokens.subList(mark, at);
        String raw =
                text.substring(tokens.get(mark).start(), tokens.get(at).start()).strip();
        return ExpressionParser.opaque(raw, taken);
    }

    /** Passes everything up to the sign that closes the one just taken. */
    void passToClosing(String open, String close) {
        int depth = 1;
        while (depth > 0) {
            Token token = next();
            if (token.isSign(open)) {
                depth++;
            } else if (token.isSign(close)) {
                depth--;
            }
        }
    }
}
