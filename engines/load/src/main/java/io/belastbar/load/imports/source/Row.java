package io.belastbar.load.imports.source;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one line with the columns where they begin. Asking for a value of the wrong kind throws a
 * {@link FieldFault} that names line, column, field and value.
 */
public final class Row {

    private final int line;
    private final List<String> values;
    private final List<Integer> columns;

    private Row(int line, List<String> values, List<Integer> columns) {
        this.line = line;
        this.values = values;
        this.columns = columns;
    }

    /** Splits at every separator; knows no quotes. */
    public static Row split(int line, String text, char separator) {
        List<String> values = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        int from = 0;
        for (int next = text.indexOf(separator); next >= 0; next = text.indexOf(separator, from)) {
            values.add(text.substring(from, next));
            columns.add(from + 1);
            from = next + 1;
        }
        values.add(text.substring(from));
        columns.add(from + 1);
        return new Row(line, values, columns);
    }

    /** Splits as RFC 4180 says: a field in quotes may hold separators, line ends and doubled quotes. */
    public static Row splitQuoted(int line, String text, char separator) {
        List<String> values = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        columns.add(1);
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '"' && quoted && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                value.append(next);
                at++;
            } else if (next == '"') {
                quoted = !quoted;
            } else if (next == separator && !quoted) {
                values.add(value.toString());
                value.setLength(0);
                columns.add(at + 2);
            } else {
                value.append(next);
            }
        }
        values.add(value.toString());
        return new Row(line, values, columns);
    }

    public int line() {
        return line;
    }

    public int size() {
        return values.size();
    }

    public List<String> values() {
        return values;
    }

    public String text(int index, String field) {
        if (index >= values.size()) {
            throw new FieldFault(line, null, field, "is missing: the line ends before it", values.size() + " fields");
        }
        return values.get(index);
    }

    /** A whole number within the bounds. */
    public long number(int index, String field, long min, long max) {
        String text = text(index, field).strip();
        try {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw fault(index, field, "must be a whole number");
        }
        throw fault(index, field, "must be from " + min + " to " + max);
    }

    /** A number of seconds, as a decimal fraction. */
    public double decimal(int index, String field) {
        try {
            double number = Double.parseDouble(text(index, field).strip());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw fault(index, field, "must be a number");
        }
        throw fault(index, field, "must be a finite number");
    }

    public FieldFault fault(int index, String field, String rule) {
        boolean known = index < values.size();
        return new FieldFault(line, known ? columns.get(index) : null, field, rule, known ? values.get(index) : "");
    }
}
