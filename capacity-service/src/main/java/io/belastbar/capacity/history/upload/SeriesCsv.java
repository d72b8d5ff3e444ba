package io.belastbar.capacity.history.upload;

import io.belastbar.document.CsvRow;
import io.belastbar.document.CsvRow.InvalidCsv;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads series from a table (RFC 4180) whose first line names the columns: {@code at} and {@code value}, and perhaps
 * {@code metric}, {@code unit}, {@code kind} and {@code zone}; what no column says, the request does. Values are separated by
 * commas, semicolons or tabs, as in the first line.
 */
final class SeriesCsv {

    private static final List<String> COLUMNS = List.of("at", "value", "metric", "unit", "kind", "zone");
    private static final String KNOWN = "unknown column; known are at, value, metric, unit, kind, zone";
    private static final int HEADER_LENGTH_MAX = 4_096;
    private static final char[] SEPARATORS = {',', ';', '\t'};

    private final Map<String, SentField> defaults;
    private final Faults faults;
    private final Map<String, SentSeries> all = new LinkedHashMap<>();
    private Map<String, Integer> columns;
    private boolean isReadable;
    private long rows;

    private SeriesCsv(Map<String, SentField> defaults, Faults faults) {
        this.defaults = defaults;
        this.faults = faults;
    }

    /**
     * Reads the series row by row: of the table, one row is in memory. What cannot be read is among the faults.
     *
     * @param defaults of the columns that the table has not; a null value for those that nobody said
     * @throws io.belastbar.document.TooLarge at the first row or series that is more than a request may have
     */
    static List<SentSeries> read(Reader table, Map<String, SentField> defaults, Faults faults) {
        var series = new SeriesCsv(defaults, faults);
        try {
            var buffered = new BufferedReader(table, 2 * HEADER_LENGTH_MAX);
            CsvRow.read(buffered, separator(buffered), series::row);
        } catch (InvalidCsv open) {
            faults.add(String.valueOf(open.line()), open.line(), 1, CsvRow.RULE, open.received());
            return List.of();
        } catch (IOException gone) {
            throw new UncheckedIOException("the sender has gone away", gone);
        }
        if (series.columns == null) {
            faults.add("1", 1, 1, "the first line names the columns: at,value or metric,at,value", "nothing");
        }
        return List.copyOf(series.all.values());
    }

    private static char separator(BufferedReader table) throws IOException {
        table.mark(HEADER_LENGTH_MAX);
        var begin = new char[HEADER_LENGTH_MAX];
        int length = 0;
        for (int read = 0; read >= 0 && length < begin.length; length += Math.max(0, read)) {
            read = table.read(begin, length, begin.length - length);
        }
        table.reset();
        var header = new String(begin, 0, length).lines().findFirst().orElse("");
        char most = SEPARATORS[0];
        for (char separator : SEPARATORS) {
            if (count(header, separator) > count(header, most)) {
                most = separator;
            }
        }
        return most;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(each -> each == wanted).count();
    }

    private void row(CsvRow row) {
        if (columns == null) {
            columns = columns(row);
            isReadable = faults.isEmpty();
        } else if (isReadable) {
            SentPoints.requireRoom(++rows);
            row(row, columns);
        }
    }

    private Map<String, Integer> columns(CsvRow header) {
        var columns = new HashMap<String, Integer>();
        for (int i = 0; i < header.values().size(); i++) {
            var name = header.values().get(i).strip();
            if (!COLUMNS.contains(name)) {
                faults.add("1/" + name, header.line(), header.columns()[i], KNOWN, name);
            } else if (columns.put(name, i) != null) {
                faults.add("1/" + name, header.line(), header.columns()[i], "a column must not be given twice", name);
            }
        }
        require(header, columns, "at");
        require(header, columns, "value");
        if (defaults.get("metric") == null) {
            require(header, columns, "metric");
        }
        return columns;
    }

    private void require(CsvRow header, Map<String, Integer> columns, String name) {
        if (!columns.containsKey(name)) {
            var rule = "the first line names the columns; " + name + " must be one";
            faults.add("1/" + name, header.line(), 1, name.equals("metric") ? rule + ", or a parameter" : rule, null);
        }
    }

    private void row(CsvRow row, Map<String, Integer> columns) {
        if (row.values().size() != columns.size()) {
            var rule = "a row has as many values as the first line: " + columns.size();
            faults.add(
                    String.valueOf(row.line()),
                    row.line(),
                    1,
                    rule,
                    row.values().size() + " values");
            return;
        }
        var series = series(row, columns);
        var at = field(row, columns, "at");
        var value = field(row, columns, "value");
        var time = SentTime.parse(at.text());
        var number = number(value.text());
        if (time.isEmpty()) {
            located(row, columns, "at").fault(faults, SentTime.RULE);
        }
        if (!Double.isFinite(number)) {
            located(row, columns, "value").fault(faults, "must be a finite number, with a decimal point");
        }
        if (time.isPresent() && Double.isFinite(number)) {
            series.points().add(time.get(), number, row.line(), 1);
        }
    }

    private SentSeries series(CsvRow row, Map<String, Integer> columns) {
        var metric = field(row, columns, "metric");
        var known = all.get(metric.text());
        if (known == null) {
            SentSeries.requireRoom(all.size() + 1);
            var points = new SentPoints();
            known = new SentSeries(
                    metric,
                    field(row, columns, "unit"),
                    field(row, columns, "kind"),
                    field(row, columns, "zone"),
                    points,
                    (index, name) -> points.line(index) + "/" + name);
            all.put(metric.text(), known);
        } else {
            same(row, columns, known.unit(), "unit");
            same(row, columns, known.kind(), "kind");
            same(row, columns, known.zone(), "zone");
        }
        return known;
    }

    private void same(CsvRow row, Map<String, Integer> columns, SentField before, String name) {
        var field = field(row, columns, name);
        var text = field == null ? "" : field.text();
        var known = before == null ? "" : before.text();
        if (!text.equals(known)) {
            located(row, columns, name)
                    .fault(
                            faults,
                            "is " + (known.isEmpty() ? "empty" : known)
                                    + " in the series' first row; one series has one " + name);
        }
    }

    /** A value without its column, which takes time to find; null if it is empty and nobody else says it. */
    private SentField field(CsvRow row, Map<String, Integer> columns, String name) {
        var index = columns.get(name);
        if (index == null) {
            return defaults.get(name);
        }
        var text = row.values().get(index).strip();
        var must = name.equals("at") || name.equals("value") || name.equals("metric");
        return text.isEmpty() && !must
                ? defaults.get(name)
                : new SentField(text, row.line() + "/" + name, row.line(), null);
    }

    private static SentField located(CsvRow row, Map<String, Integer> columns, String name) {
        var index = columns.get(name);
        return new SentField(
                row.values().get(index).strip(), row.line() + "/" + name, row.line(), row.columns()[index]);
    }

    /** NaN if it is none; words such as Infinity, and hexadecimal digits, are none. */
    private static double number(String text) {
        return text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?") ? Double.parseDouble(text) : Double.NaN;
    }
}
