package io.belastbar.profiling.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * The words and signs of one SQL text, as PostgreSQL reads them with {@code standard_conforming_strings}: strings, quoted
 * names, dollar quotes and nested comments hide what is in them. A closing semicolon is no token.
 */
final class SqlTokens {
    /**
     * A word, a sign, or a quoted text.
     *
     * @param word upper case; for a sign the sign itself, for a quoted text its opening quote
     * @param depth how many brackets are open around it
     */
    record Token(String word, int start, int end, int depth) {
        boolean isName() {
            return word.equals("\"") || word.length() > 1 || Character.isLetter(word.charAt(0)) || word.equals("_");
        }
    }

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int depth;
    private boolean closed;
    private boolean broken;

    private SqlTokens(String text) {
        this.text = text;
        int i = 0;
        while (i < text.length() && !broken) {
            i = step(i);
        }
    }

    static SqlTokens of(String text) {
        return new SqlTokens(text);
    }

    /** Whether the text is exactly one statement, with all that it opens closed. */
    boolean isOneStatement() {
        return !broken && depth == 0 && !tokens.isEmpty();
    }

    int size() {
        return tokens.size();
    }

    /** The token's word; empty beyond the end. */
    String word(int index) {
        return index < 0 || index >= tokens.size() ? "" : tokens.get(index).word();
    }

    boolean is(int index, String word) {
        return word(index).equals(word);
    }

    boolean isName(int index) {
        return index < tokens.size() && tokens.get(index).isName();
    }

    int depth(int index) {
        return tokens.get(index).depth();
    }

    /** The first token from {@code from} that stands at this depth and passes; the end of the range if none does. */
    int find(int from, int to, int atDepth, IntPredicate wanted) {
        for (int i = from; i < to; i++) {
            if (depth(i) == atDepth && wanted.test(i)) {
                return i;
            }
        }
        return to;
    }

    int find(int from, int to, int atDepth, String word) {
        return find(from, to, atDepth, i -> is(i, word));
    }

    boolean contains(int from, int to, String word) {
        for (int i = from; i < to; i++) {
            if (is(i, word)) {
                return true;
            }
        }
        return false;
    }

    /** The bracket that closes the one at {@code open}. */
    int closing(int open) {
        return find(open + 1, size(), depth(open), ")");
    }

    /** The text of the tokens from {@code from} up to, not including, {@code to}. */
    String slice(int from, int to) {
        return from >= to
                ? ""
                : text.substring(tokens.get(from).start(), tokens.get(to - 1).end());
    }

    /** The text without the tokens from {@code from} up to {@code to}, where {@code instead} stands then. */
    String replaced(int from, int to, String instead) {
        return text.substring(0, tokens.get(from).start())
                + instead
                + text.substring(tokens.get(to - 1).end());
    }

    private int step(int i) {
        char c = text.charAt(i);
        if (Character.isWhitespace(c)) {
            return i + 1;
        }
        if (text.startsWith("--", i)) {
            int newline = text.indexOf('\n', i);
            return newline < 0 ? text.length() : newline + 1;
        }
        if (text.startsWith("/*", i)) {
            return afterComment(i);
        }
        if (closed || c == 0) {
            broken = true;
            return i;
        }
        if (c == ';') {
            closed = true;
            return i + 1;
        }
        return token(i, c);
    }

    private int token(int i, char c) {
        if (c == ')' || c == ']') {
            depth--;
            broken |= depth < 0;
        }
        int end = end(i, c);
        boolean word = (Character.isLetter(c) || c == '_') && text.charAt(end - 1) != '\'';
        tokens.add(new Token(word ? text.substring(i, end).toUpperCase(Locale.ROOT) : "" + c, i, end, depth));
        depth += c == '(' || c == '[' ? 1 : 0;
        return end;
    }

    private int end(int i, char c) {
        if (c == '\'' || c == '"') {
            return afterQuote(i, c, false);
        }
        if (c == '$') {
            return afterDollar(i);
        }
        return Character.isLetter(c) || c == '_' ? afterWord(i) : i + 1;
    }

    private int afterWord(int start) {
        int i = start;
        while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || "_$".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        boolean escapes = i == start + 1 && "eE".indexOf(text.charAt(start)) >= 0;
        return escapes && i < text.length() && text.charAt(i) == '\'' ? afterQuote(i, '\'', true) : i;
    }

    private int afterQuote(int start, char quote, boolean escapes) {
        for (int i = start + 1; i < text.length(); i++) {
            if (escapes && text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i + 1;
            }
        }
        broken = true;
        return text.length();
    }

    private int afterDollar(int start) {
        int i = start + 1;
        while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
            i++;
        }
        boolean parameter = i > start + 1 && Character.isDigit(text.charAt(start + 1));
        if (parameter || i >= text.length() || text.charAt(i) != '$') {
            return i;
        }
        String tag = text.substring(start, i + 1);
        int close = text.indexOf(tag, i + 1);
        broken |= close < 0;
        return close < 0 ? text.length() : close + tag.length();
    }

    private int afterComment(int start) {
        int nesting = 0;
        for (int i = start; i < text.length() - 1; i++) {
            if (text.startsWith("/*", i)) {
                nesting++;
                i++;
            } else if (text.startsWith("*/", i)) {
                nesting--;
                i++;
                if (nesting == 0) {
                    return i + 1;
                }
            }
        }
        broken = true;
        return text.length();
    }
}
