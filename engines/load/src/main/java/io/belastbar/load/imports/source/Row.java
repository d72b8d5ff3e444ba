package io.belastbar.load.imports.source;

import io.belastbar.document.CsvRow;
import io.belastbar.document.CsvRow.InvalidCsv;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The fields of one line with the columns where they begin. Asking for a value of the wrong kind throws a
 * {@link FieldFault} that names line, column, field and value.
 */
public final class Row {

    private final int line;
    private final List<String> values;
    private final IntUnaryOperator columns;

    private Row(int line, List<String> values, IntUnaryOperator columns) {
        this.line = line;
        this.values = values;
        this.columns = columns;
    }

    /** Splits at every separator; knows no quotes. */
    public static Row split(int line, String text, char separator) {
        List<String> values = new ArrayList<>();
        int from = 0;
        for (int next = text.indexOf(separator); next >= 0; next = text.indexOf(separator, from)) {
            values.add(text.substring(from, next));
            from = next + 1;
        }
        values.add(text.substring(from));
        return new Row(
                line,
                values,
                index -> 1
                        + index
                        + values.subList(0, index).stream()
                                .mapToInt(String::length)
                                .sum());
    }

    /** Splits as RFC 4180 says; {@code line} is that in which the row ends. */
    public static Row splitQuoted(int line, String text, char separator) {
        if (text.indexOf('"') < 0) {
            return split(line, text, separator);
        }
        try {
            List<CsvRow> rows = CsvRow.parse(text, separator);
            if (rows.size() == 1) {
                return new Row(
                        line, rows.getFirst().values(), index -> rows.getFirst().columns()[index]);
            }
        } catch (InvalidCsv wrong) {
            // Said below.
        }
        throw new FieldFault(line, null, "line", CsvRow.RULE, text);
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

    /** Whether the fault is in the last field that is there, or behind it: the line may have been cut off. */
    public boolean endsIn(FieldFault fault) {
        Integer at = fault.error().column();
        return at == null || at >= columns.applyAsInt(values.size() - 1);
    }

    public FieldFault fault(int index, String field, String rule) {
        boolean known = index < values.size();
        return new FieldFault(
                line, known ? (Integer) columns.applyAsInt(index) : null, field, rule, known ? values.get(index) : "");
    }
}
