package io.belastbar.document;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * A row of separated values as RFC 4180 has them: a value in quotes may hold separators, line breaks and doubled quotes.
 */
public final class CsvRow {

    /** What a text breaks that is no table. */
    public static final String RULE = "a quote must be closed, and then come a separator or the line's end";

    private final int line;
    private final List<String> values;
    private final String table;
    private final int start;
    private final char separator;

    private CsvRow(int line, List<String> values, String table, int start, char separator) {
        this.line = line;
        this.values = values;
        this.table = table;
        this.start = start;
        this.separator = separator;
    }

    /**
     * All rows of a table. Empty lines are left out, a byte order mark is read over; rows may be of different lengths.
     *
     * @throws InvalidCsv if a quote is not closed, or text follows it
     */
    public static List<CsvRow> parse(String csv, char separator) {
        var table = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(false)
                .get();
        var rows = new ArrayList<CsvRow>();
        var line = 1;
        try (var parser = CSVParser.parse(new StringReader(table), format)) {
            for (var records = parser.iterator(); records.hasNext(); line = (int) parser.getCurrentLineNumber() + 1) {
                var row = records.next();
                if (row.size() > 1 || !row.get(0).isEmpty()) {
                    rows.add(new CsvRow(line, row.toList(), table, (int) row.getCharacterPosition(), separator));
                }
            }
        } catch (UncheckedIOException malformed) {
            throw new InvalidCsv(line);
        } catch (IOException fromMemory) {
            throw new UncheckedIOException(fromMemory);
        }
        return rows;
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
        var columns = new int[values.size()];
        var at = start;
        for (int i = 0; i < columns.length; i++) {
            columns[i] = at - start + 1;
            var value = values.get(i);
            var quotes = table.startsWith("\"", at)
                    ? 2 + value.chars().filter(c -> c == '"').count()
                    : 0;
            at = table.indexOf(separator, at + value.length() + (int) quotes) + 1;
        }
        return columns;
    }

    /** No table; the message names the line where the row at fault begins. */
    public static final class InvalidCsv extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final int line;

        private InvalidCsv(int line) {
            super("line " + line + ": " + RULE);
            this.line = line;
        }

        public int line() {
            return line;
        }
    }
}
