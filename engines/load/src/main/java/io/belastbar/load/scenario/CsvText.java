package io.belastbar.load.scenario;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values as RFC 4180 has them; empty lines are left out. */
final class CsvText {

    private final String text;
    private int at;

    private CsvText(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException with the rule and the line, if a quote is not closed or stands in the middle */
    static List<List<String>> parse(String text) {
        return new CsvText(text).lines();
    }

    private List<List<String>> lines() {
        List<List<String>> lines = new ArrayList<>();
        while (at < text.length()) {
            List<String> line = line();
            if (line.size() > 1 || !line.getFirst().isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private List<String> line() {
        List<String> values = new ArrayList<>();
        while (true) {
            values.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
            if (at >= text.length()) {
                return values;
            }
            char after = text.charAt(at++);
            if (after == '\r' && at < text.length() && text.charAt(at) == '\n') {
                at++;
            }
            if (after == '\n' || after == '\r') {
                return values;
            }
            if (after != ',') {
                throw new IllegalArgumentException(
                        "line " + lineNumber() + ": after a closing quote must come a comma");
            }
        }
    }

    private String plain() {
        int from = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        int opened = lineNumber();
        at++;
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next != '"') {
                value.append(next);
            } else if (at < text.length() && text.charAt(at) == '"') {
                value.append('"');
                at++;
            } else {
                return value.toString();
            }
        }
        throw new IllegalArgumentException("line " + opened + ": a quote must be closed");
    }

    private int lineNumber() {
        return 1
                + (int) text.substring(0, Math.min(at, text.length()))
                        .chars()
                        .filter(character -> character == '\n')
                        .count();
    }
}
