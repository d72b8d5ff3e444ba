package io.belastbar.document;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A row of separated values as RFC 4180 has them: a value in quotes may hold separators, line breaks and doubled quotes.
 */
public final class CsvRow {

    /** What a text breaks that is no table. */
    public static final String RULE = "a quote must be closed, and then come a separator or the line's end";

    private static final int MARK = '\uFEFF';

    private final int line;
    private final List<String> values;
    private final Supplier<int[]> columns;

    private CsvRow(int line, List<String> values, Supplier<int[]> columns) {
        this.line = line;
        this.values = values;
        this.columns = columns;
    }

    /**
     * All rows of a table. Empty lines are left out, a byte order mark is read over; rows may be of different lengths.
     *
     * @throws InvalidCsv if a quote is not closed, or text follows it
     */
    public static List<CsvRow> parse(String csv, char separator) {
        var table = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        var rows = new ArrayList<CsvRow>();
        records(new StringReader(table), separator, (record, line) -> {
            if (record.size() > 1 || !record.get(0).isEmpty()) {
                var values = record.toList();
                var start = (int) record.getCharacterPosition();
                rows.add(new CsvRow(line, values, () -> columns(values, table, start, separator)));
            }
        });
        return rows;
    }

    /**
     * The same of a table that may be large, row by row: none is kept once it was handed over.
     *
     * @throws InvalidCsv if a quote is not closed, or text follows it
     * @throws InvalidInput for a row of more than 100,000 characters, and for a control character
     * @throws UncheckedIOException if it cannot be read to its end, such as an upload that is broken off
     */
    public static void read(Reader csv, char separator, Consumer<CsvRow> each) {
        var text = new RowText(withoutMark(csv));
        var begun = new int[] {1};
        try {
            records(text, separator, (record, line) -> {
                begun[0] = line;
                text.rowBegins(record.getCharacterPosition());
                if (record.size() > 1 || !record.get(0).isEmpty()) {
                    var values = record.toList();
                    var columns = columns(values, text.fromRow(), 0, separator);
                    each.accept(new CsvRow(line, values, () -> columns));
                }
            });
        } catch (InvalidCsv open) {
            text.failure().ifPresent(broken -> {
                throw new UncheckedIOException("the table cannot be read to its end", broken);
            });
            if (text.isTooLong()) {
                var rule = "a row has at most " + RowText.LENGTH_MAX + " characters";
                throw new InvalidInput(
                        "the table is not accepted: " + rule,
                        List.of(new ProblemError(String.valueOf(open.line()), open.line(), 1, rule, "more")));
            }
            throw new InvalidCsv(
                    open.line(), text.lineAfterRow(open.line() - begun[0]).orElse(null));
        }
    }

    private static Reader withoutMark(Reader csv) {
        var marked = new BufferedReader(csv);
        try {
            marked.mark(1);
            if (marked.read() != MARK) {
                marked.reset();
            }
            return marked;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void records(Reader table, char separator, ObjIntConsumer<CSVRecord> each) {
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(false)
                .get();
        var line = 1;
        try (var parser = CSVParser.parse(table, format)) {
            var records = parser.iterator();
            for (var record = next(records, line); record != null; record = next(records, line)) {
                each.accept(record, line);
                line = (int) parser.getCurrentLineNumber() + 1;
            }
        } catch (IOException fromMemory) {
            throw new UncheckedIOException(fromMemory);
        }
    }

    /** Null behind the last one. */
    private static CSVRecord next(Iterator<CSVRecord> records, int line) {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException malformed) {
            throw new InvalidCsv(line, null);
        }
    }

    /** Where the row begins, from 1. */
    public int line() {
        return line;
    }

    public List<String> values() {
        return values;
    }

    /** Where each value begins, its quote included: from 1, counted on from the row's first line. */
    public int[] columns() {
        return columns.get();
    }

    private static int[] columns(List<String> values, CharSequence table, int start, char separator) {
        var columns = new int[values.size()];
        var at = start;
        for (int i = 0; i < columns.length; i++) {
            columns[i] = at - start + 1;
            var value = values.get(i);
            var quotes = at < table.length() && table.charAt(at) == '"'
                    ? 2 + value.chars().filter(c -> c == '"').count()
                    : 0;
            at = next(table, separator, at + value.length() + (int) quotes) + 1;
        }
        return columns;
    }

    private static int next(CharSequence table, char separator, int from) {
        var at = from;
        while (at < table.length() && table.charAt(at) != separator) {
            at++;
        }
        return at;
    }

    /** No table; the message names the line where the row at fault begins. */
    public static final class InvalidCsv extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final int line;
        private final String received;

        private InvalidCsv(int line, String received) {
            super("line " + line + ": " + RULE);
            this.line = line;
            this.received = received;
        }

        public int line() {
            return line;
        }

        /** The line itself, of a table that was read row by row; null otherwise. */
        public String received() {
            return received;
        }
    }
}
