package io.belastbar.local.convert.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements of a script: split where PostgreSQL ends them, not within texts, names, comments or dollar quotes. */
final class SqlText {
    /**
     * One statement.
     *
     * @param line on which it begins, from 1
     * @param text without comments
     * @param comment that stands behind it on its last line; empty if none does
     */
    record Statement(int line, String text, String comment) {}

    private static final Pattern DOLLAR = Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*)?\\$");

    private final String script;
    private final List<Statement> statements = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int at;
    private int line = 1;
    private int begun;

    private SqlText(String script) {
        this.script = script;
    }

    /** In order; what has no end is a statement as well. */
    static List<Statement> statements(String script) {
        var read = new SqlText(script);
        while (read.at < script.length()) {
            read.step();
        }
        read.end();
        return read.statements;
    }

    private void step() {
        char c = script.charAt(at);
        if (script.startsWith("--", at)) {
            comment();
        } else if (script.startsWith("/*", at)) {
            block();
        } else if (c == ';') {
            at++;
            end();
        } else if (c == '\'' || c == '"') {
            quoted(c, c == '\'' && escapes());
        } else if (c == '$' && dollar() != null) {
            String tag = dollar();
            int close = script.indexOf(tag, at + tag.length());
            take(close < 0 ? script.length() : close + tag.length());
        } else {
            take(at + 1);
        }
    }

    private boolean escapes() {
        return at > 0
                && (script.charAt(at - 1) == 'E' || script.charAt(at - 1) == 'e')
                && (at < 2 || !Character.isLetterOrDigit(script.charAt(at - 2)));
    }

    private String dollar() {
        Matcher tag = DOLLAR.matcher(script).region(at, script.length());
        return tag.lookingAt() ? tag.group() : null;
    }

    private void quoted(char quote, boolean escapes) {
        int end = at + 1;
        while (end < script.length()) {
            char c = script.charAt(end);
            if (c == '\\' && escapes) {
                end++;
            } else if (c == quote) {
                if (end + 1 >= script.length() || script.charAt(end + 1) != quote) {
                    break;
                }
                end++;
            }
            end++;
        }
        take(Math.min(script.length(), end + 1));
    }

    private void comment() {
        int end = script.indexOf('\n', at);
        end = end < 0 ? script.length() : end;
        String said = script.substring(at + 2, end).strip();
        boolean behind =
                !statements.isEmpty() && text.isEmpty() && script.lastIndexOf('\n', at) < script.lastIndexOf(';', at);
        if (behind) {
            Statement last = statements.removeLast();
            statements.add(new Statement(last.line, last.text, said));
        }
        at = end;
    }

    private void block() {
        int depth = 0;
        do {
            if (script.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (script.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                line += script.charAt(at) == '\n' ? 1 : 0;
                at++;
            }
        } while (depth > 0 && at < script.length());
    }

    private void take(int to) {
        while (at < to) {
            char c = script.charAt(at++);
            if (!text.isEmpty() || !Character.isWhitespace(c)) {
                begun = text.isEmpty() ? line : begun;
                text.append(c);
            }
            line += c == '\n' ? 1 : 0;
        }
    }

    private void end() {
        if (!text.isEmpty()) {
            statements.add(new Statement(begun, text.toString().strip(), ""));
        }
        text.setLength(0);
    }
}
