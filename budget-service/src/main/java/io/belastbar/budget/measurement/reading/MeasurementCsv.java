package io.belastbar.budget.measurement.reading;

import io.belastbar.budget.measurement.reading.MeasurementEntry.MeasurementField;
import io.belastbar.document.CsvRow;
import io.belastbar.document.CsvRow.InvalidCsv;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads measurements from a table (RFC 4180, without line breaks inside cells): a header with the names of the fields,
 * of which {@code subject}, {@code metric} and {@code value} must be there; a column {@code label.commit} is the label
 * {@code commit}. One measurement a row.
 */
public final class MeasurementCsv {

    private static final String LABEL = "label.";
    private static final String QUOTE = "a quote is closed on its line, and then comes a comma";
    private static final List<String> REQUIRED =
            List.of(MeasurementEntry.SUBJECT, MeasurementEntry.METRIC, MeasurementEntry.VALUE);

    private final Consumer<MeasurementEntry> each;
    private final List<ProblemError> errors = new ArrayList<>();
    private List<MeasurementField> header;

    private MeasurementCsv(Consumer<MeasurementEntry> each) {
        this.each = each;
    }

    /**
     * Reads the texts row by row: of a table, one row is in memory.
     *
     * @throws InvalidInput with every fault of the form of the header or of the first row that has one
     */
    public static void read(Reader table, Consumer<MeasurementEntry> each) {
        var rows = new MeasurementCsv(each);
        try {
            CsvRow.read(table, ',', rows::row);
        } catch (InvalidCsv open) {
            rows.errors.add(new ProblemError(String.valueOf(open.line()), open.line(), 1, QUOTE, open.received()));
        }
        rows.throwIfAny();
        if (rows.header == null) {
            requireHeader(List.of(), rows.errors);
            rows.throwIfAny();
        }
    }

    /** All of a small table. */
    public static List<MeasurementEntry> read(String text) {
        var entries = new ArrayList<MeasurementEntry>();
        read(new StringReader(text), entries::add);
        return entries;
    }

    private void row(CsvRow row) {
        if (row.values().size() == 1 && row.values().getFirst().isBlank()) {
            return;
        }
        var cells = cells(row, errors);
        throwIfAny();
        if (header == null) {
            header = cells;
            requireHeader(header, errors);
            throwIfAny();
            return;
        }
        var entry = entry(header, cells, errors);
        throwIfAny();
        each.accept(entry);
    }

    private void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new InvalidInput("this is no table of measurements. Nothing was stored.", errors);
        }
    }

    private static void requireHeader(List<MeasurementField> header, List<ProblemError> errors) {
        var names = header.stream().map(MeasurementField::text).toList();
        for (var name : REQUIRED) {
            if (!names.contains(name)) {
                errors.add(new ProblemError(
                        "1/" + name, 1, 1, "the first line names the columns; " + name + " must be one", null));
            }
        }
        for (var cell : header) {
            var known = MeasurementEntry.FIELDS.contains(cell.text())
                    && !cell.text().equals(MeasurementEntry.LABELS);
            if (!known && !(cell.text().startsWith(LABEL) && cell.text().length() > LABEL.length())) {
                errors.add(cell.fault("unknown column; known are subject, kind, service, metric, value, unit, at,"
                        + " samples, offered, branch, testbed and label.NAME"));
            }
            if (cell.text().startsWith(LABEL)) {
                MeasurementLabels.reserved(cell.text().substring(LABEL.length()))
                        .ifPresent(rule -> errors.add(cell.fault(rule)));
            }
            if (names.indexOf(cell.text()) != names.lastIndexOf(cell.text())) {
                errors.add(cell.fault("a column must not be given twice"));
            }
        }
    }

    private static MeasurementEntry entry(
            List<MeasurementField> header, List<MeasurementField> cells, List<ProblemError> errors) {
        var line = cells.getFirst().line();
        if (cells.size() != header.size()) {
            errors.add(new ProblemError(
                    String.valueOf(line),
                    line,
                    1,
                    "a row has as many cells as the header: " + header.size(),
                    cells.size() + " cells"));
        }
        Map<String, MeasurementField> fields = new LinkedHashMap<>();
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(cells.size(), header.size()); i++) {
            var name = header.get(i).text();
            var cell = cells.get(i);
            if (!name.startsWith(LABEL)) {
                var pointer = line + "/" + name;
                fields.put(name, new MeasurementField(pointer, line, cell.column(), cell.text()));
            } else if (!cell.text().isBlank()) {
                labels.put(name.substring(LABEL.length()), cell.text());
            }
        }
        var value = fields.remove(MeasurementEntry.VALUE);
        var at = new MeasurementField(String.valueOf(line), line, 1, "");
        return new MeasurementEntry(at, fields, value == null ? List.of() : List.of(value), labels);
    }

    private static List<MeasurementField> cells(CsvRow row, List<ProblemError> errors) {
        var cells = new ArrayList<MeasurementField>();
        var columns = row.columns();
        for (int i = 0; i < columns.length; i++) {
            var pointer = row.line() + "/" + (i + 1);
            var cell = new MeasurementField(
                    pointer, row.line(), columns[i], row.values().get(i).strip());
            if (cell.text().lines().count() > 1) {
                errors.add(cell.fault(QUOTE));
            }
            cells.add(cell);
        }
        return cells;
    }
}
