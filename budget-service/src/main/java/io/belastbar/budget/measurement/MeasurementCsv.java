package io.belastbar.budget.measurement;

import io.belastbar.document.ControlCharacters;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads measurements from a table (RFC 4180, without line breaks inside cells): a header with the names of the fields,
 * of which {@code subject}, {@code metric} and {@code value} must be there; a column {@code label.commit} is the label
 * {@code commit}. One measurement a row.
 */
final class MeasurementCsv {

    private static final String LABEL = "label.";
    private static final List<String> REQUIRED =
            List.of(MeasurementEntry.SUBJECT, MeasurementEntry.METRIC, MeasurementEntry.VALUE);

    private MeasurementCsv() {}

    /**
     * Reads the texts.
     *
     * @throws InvalidInput with every fault of the form
     */
    static List<MeasurementEntry> read(String text) {
        var lines = ControlCharacters.require(text.startsWith("\uFEFF") ? text.substring(1) : text)
                .lines()
                .toList();
        var errors = new ArrayList<ProblemError>();
        var header = lines.isEmpty() ? List.<MeasurementField>of() : cells(lines.getFirst(), 1, errors);
        requireHeader(header, errors);
        var entries = new ArrayList<MeasurementEntry>();
        for (int row = 1; row < lines.size() && errors.isEmpty(); row++) {
            if (!lines.get(row).isBlank()) {
                entries.add(entry(header, cells(lines.get(row), row + 1, errors), row + 1, errors));
            }
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput("this is no table of measurements. Nothing was stored.", errors);
        }
        return entries;
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
                        + " samples, offered and label.NAME"));
            }
            if (names.indexOf(cell.text()) != names.lastIndexOf(cell.text())) {
                errors.add(cell.fault("a column must not be given twice"));
            }
        }
    }

    private static MeasurementEntry entry(
            List<MeasurementField> header, List<MeasurementField> cells, int line, List<ProblemError> errors) {
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

    /** Cells of a line; a quoted cell may hold commas and doubled quotes. */
    private static List<MeasurementField> cells(String text, int line, List<ProblemError> errors) {
        var cells = new ArrayList<MeasurementField>();
        var cell = new StringBuilder();
        var quoted = false;
        var start = 0;
        for (int i = 0; i <= text.length(); i++) {
            var end = i == text.length();
            if (end || text.charAt(i) == ',' && !quoted) {
                cells.add(new MeasurementField(
                        line + "/" + (cells.size() + 1),
                        line,
                        start + 1,
                        cell.toString().strip()));
                cell.setLength(0);
                start = i + 1;
            } else if (text.charAt(i) != '"') {
                cell.append(text.charAt(i));
            } else if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else {
                quoted = !quoted;
            }
        }
        if (quoted) {
            errors.add(new ProblemError(String.valueOf(line), line, start + 1, "a quote is closed on its line", text));
        }
        return cells;
    }
}
