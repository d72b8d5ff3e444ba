package io.belastbar.plans.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement without what changes from call to call: literals are {@code ?}, comments and line breaks are gone, a list
 * of values after IN and further rows of VALUES are {@code …}.
 */
final class StatementShape {
    private static final Pattern TOKEN = Pattern.compile("""
            (?<space>\\s+|--[^\\n]*)\
            |(?<dollar>\\$(?<tag>[A-Za-z_\\x80-\\uffff][\\w\\x80-\\uffff]*|)\\$)\
            |(?<parameter>\\$\\d+)\
            |(?<escaped>[eE]')\
            |(?<text>[bBxXnN]?'|[uU]&')\
            |(?<name>"[^"]*+")\
            |(?<word>[\\p{L}_\\x80-\\uffff][\\w\\x80-\\uffff$]*+)\
            |(?<number>(?:\\d[\\d_]*+(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d++)?)\
            |(?<sign>.)""", Pattern.DOTALL);
    private static final Pattern BLANKS = Pattern.compile("\\s*+([-=<>!+*/%(),.|&~^@#:\\[\\]])\\s*+");
    private static final String LITERAL = "?";

    private final String sql;
    private final List<String> tokens = new ArrayList<>();
    private boolean spaced;

    private StatementShape(String sql) {
        this.sql = sql;
    }

    static String of(String sql) {
        StatementShape shape = new StatementShape(sql);
        shape.read();
        return shape.written();
    }

    /** Names and words are the same in capitals and small letters, unless they stand in quotes. */
    static String key(String shape) {
        StringBuilder key = new StringBuilder();
        String[] parts = shape.split("\"", -1);
        for (int i = 0; i < parts.length; i++) {
            key.append(i == 0 ? "" : "\"").append(i % 2 == 0 ? keyOf(parts[i]) : parts[i]);
        }
        return key.toString();
    }

    /** Blanks beside signs say nothing. */
    private static String keyOf(String unquoted) {
        return BLANKS.matcher(unquoted.toLowerCase(Locale.ROOT)).replaceAll("$1");
    }

    private void read() {
        Matcher token = TOKEN.matcher(sql);
        int at = 0;
        while (at < sql.length()) {
            token.region(at, sql.length());
            if (sql.startsWith("/*", at)) {
                at = afterComment(at);
                spaced = true;
            } else if (!token.lookingAt()) {
                at++;
            } else if (token.group("space") != null) {
                at = token.end();
                spaced = true;
            } else {
                at = read(token);
            }
        }
    }

    private int read(Matcher token) {
        if (token.group("dollar") != null) {
            int end = sql.indexOf(token.group(), token.end());
            return literal(end < 0 ? sql.length() : end + token.group().length());
        }
        if (token.group("escaped") != null || token.group("text") != null) {
            return literal(afterQuote(token.end(), token.group("escaped") != null));
        }
        if (token.group("number") != null) {
            return literal(token.end());
        }
        add(token.group());
        return token.end();
    }

    private int literal(int end) {
        add(LITERAL);
        return end;
    }

    private void add(String token) {
        tokens.add(spaced && !tokens.isEmpty() ? " " + token : token);
        spaced = false;
    }

    private int afterQuote(int from, boolean escaped) {
        int at = from;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\\' && escaped) {
                at += 2;
            } else if (c != '\'') {
                at++;
            } else if (at + 1 < sql.length() && sql.charAt(at + 1) == '\'') {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return sql.length();
    }

    private int afterComment(int from) {
        int depth = 0;
        int at = from;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
        return Math.min(at, sql.length());
    }

    private String written() {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < tokens.size()) {
            String token = tokens.get(at);
            text.append(token);
            at++;
            if (token.strip().equalsIgnoreCase("in") && isValueList(at)) {
                text.append(" (…)");
                at = afterParenthesis(at);
            } else if (token.strip().equalsIgnoreCase("values") && is(at, "(")) {
                int end = afterParenthesis(at);
                tokens.subList(at, end).forEach(text::append);
                at = afterFurtherRows(end, text);
            }
        }
        String written = text.toString().strip();
        return written.endsWith(";")
                ? written.substring(0, written.length() - 1).strip()
                : written;
    }

    private boolean is(int at, String token) {
        return at < tokens.size() && tokens.get(at).strip().equals(token);
    }

    private boolean isValueList(int open) {
        if (!is(open, "(")) {
            return false;
        }
        int at = open + 1;
        while (at < tokens.size() && isValue(tokens.get(at).strip())) {
            at++;
        }
        return at > open + 1 && is(at, ")");
    }

    private static boolean isValue(String token) {
        return token.equals(LITERAL) || token.equals(",") || token.equals("-") || token.matches("\\$\\d+");
    }

    private int afterParenthesis(int open) {
        int depth = 0;
        int at = open;
        do {
            depth += is(at, "(") ? 1 : is(at, ")") ? -1 : 0;
            at++;
        } while (depth > 0 && at < tokens.size());
        return at;
    }

    private int afterFurtherRows(int from, StringBuilder text) {
        int at = from;
        while (is(at, ",") && is(at + 1, "(")) {
            at = afterParenthesis(at + 1);
        }
        if (at > from) {
            text.append(", …");
        }
        return at;
    }
}
