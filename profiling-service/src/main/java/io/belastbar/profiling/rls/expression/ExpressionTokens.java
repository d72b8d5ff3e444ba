package io.belastbar.profiling.rls.expression;

import java.util.ArrayList;
import java.util.List;

/** Cuts an expression into pieces. A quote that nothing closes reaches to the end; no text is refused. */
final class ExpressionTokens {
    private static final String OPERATORS = "+-*/<>=~!@#%^&|`?";

    private final String text;

    private ExpressionTokens(String text) {
        this.text = text;
    }

    static List<Token> of(String text) {
        ExpressionTokens reader = new ExpressionTokens(text);
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            if (Character.isWhitespace(text.charAt(i))) {
                i++;
            } else {
                Token token = reader.token(i);
                tokens.add(token);
                i = token.end();
            }
        }
        return tokens;
    }

    private Token token(int start) {
        char c = text.charAt(start);
        if (c == '\'') {
            return new Token(Token.Kind.STRING, cut(start, quoted(start, false)), start, quoted(start, false));
        }
        if (c == '"') {
            return of(Token.Kind.QUOTED, start, quoted(start, false));
        }
        if ((c == 'E' || c == 'e') && start + 1 < text.length() && text.charAt(start + 1) == '\'') {
            return of(Token.Kind.STRING, start, quoted(start + 1, true));
        }
        if (Character.isLetter(c) || c == '_') {
            return of(Token.Kind.WORD, start, word(start));
        }
        if (Character.isDigit(c) || c == '$') {
            return of(Token.Kind.NUMBER, start, number(start));
        }
        if (text.startsWith("::", start)) {
            return of(Token.Kind.SIGN, start, start + 2);
        }
        if (OPERATORS.indexOf(c) >= 0) {
            int end = start + 1;
            while (end < text.length() && OPERATORS.indexOf(text.charAt(end)) >= 0) {
                end++;
            }
            return of(Token.Kind.OPERATOR, start, end);
        }
        return of(Token.Kind.SIGN, start, start + 1);
    }

    private Token of(Token.Kind kind, int start, int end) {
        return new Token(kind, cut(start, end), start, end);
    }

    private String cut(int start, int end) {
        return text.substring(start, end);
    }

    private int quoted(int start, boolean escapes) {
        char quote = text.charAt(start);
        int i = start + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (escapes && c == '\\') {
                i += 2;
            } else if (c != quote) {
                i++;
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                i += 2;
            } else {
                return i + 1;
            }
        }
        return text.length();
    }

    private int word(int start) {
        int i = start;
        while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || "_$".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i;
    }

    private int number(int start) {
        int i = start + 1;
        while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '.')) {
            i++;
        }
        return i;
    }
}
