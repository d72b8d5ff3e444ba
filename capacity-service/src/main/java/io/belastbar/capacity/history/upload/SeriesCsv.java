package io.belastbar.capacity.history.upload;

import io.belastbar.document.ControlCharacters;
import io.belastbar.document.CsvRow;
import io.belastbar.document.CsvRow.InvalidCsv;
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
    private static final char[] SEPARATORS = {',', ';', '\t'};

    private final Map<String, SentField> defaults;
    private final Faults faults;
    private final Map<String, SentSeries> all = new LinkedHashMap<>();

    private SeriesCsv(Map<String, SentField> defaults, Faults faults) {
        this.defaults = defaults;
        this.faults = faults;
    }

    /**
     * Reads the series; what cannot be read is among the faults.
     *
     * @param defaults of the columns that the table has not; a null value for those that nobody said
     */
    static List<SentSeries> read(String text, Map<String, SentField> defaults, Faults faults) {
        ControlCharacters.require(text);
        SentPoints.requireRoom(text.lines().count() - 1);
        try {
            var rows = CsvRow.parse(text, separator(text));
            return new SeriesCsv(defaults, faults).read(rows);
        } catch (InvalidCsv open) {
            faults.add(String.valueOf(open.line()), open.line(), 1, CsvRow.RULE, null);
            return List.of();
        }
    }

    private static char separator(String text) {
        var header = text.lines().findFirst().orElse("");
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

    private List<SentSeries> read(List<CsvRow> rows) {
        if (rows.isEmpty()) {
            faults.add("1", 1, 1, "the first line names the columns: at,value or metric,at,value", "nothing");
            return List.of();
        }
        var columns = columns(rows.getFirst());
        if (faults.isEmpty()) {
            rows.subList(1, rows.size()).forEach(row -> row(row, columns));
        }
        return List.copyOf(all.values());
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
