package io.belastbar.change.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Series in CSV files: one a column, one value a line. A first line that is no numbers names the columns. Columns may have
 * different lengths: what is blank at the end is not there. Separated by comma, semicolon or tab.
 */
public final class SeriesFile {

    private static final int SERIES_LENGTH_MIN = 2;

    private SeriesFile() {}

    /** A file that is no series, with the line at fault. */
    public static final class InvalidSeries extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        InvalidSeries(Path file, int line, String rule, String received) {
            super(file + ":" + line + ": " + rule + ": was '" + received + "'");
        }
    }

    /**
     * Reads a file, or each {@code .csv} of a folder.
     *
     * @throws InvalidSeries if a cell is no number, or nothing is there
     */
    public static List<NamedSeries> read(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return file(path);
        }
        var all = new ArrayList<NamedSeries>();
        try (Stream<Path> files = Files.list(path)) {
            for (var file : files.filter(SeriesFile::isCsv).sorted().toList()) {
                all.addAll(file(file));
            }
        }
        if (all.isEmpty()) {
            throw new InvalidSeries(path, 0, "a folder holds at least one .csv file", "none");
        }
        return all;
    }

    private static boolean isCsv(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    private static List<NamedSeries> file(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        if (lines.isEmpty()) {
            throw new InvalidSeries(file, 1, "a file has at least one line", "");
        }
        var separator = separator(lines.getFirst());
        var first = cells(lines.getFirst(), separator);
        var header = first.stream().allMatch(cell -> cell.isEmpty() || number(cell) == null);
        var columns = new ArrayList<List<Double>>();
        first.forEach(cell -> columns.add(new ArrayList<>()));
        for (int line = header ? 1 : 0; line < lines.size(); line++) {
            add(file, line + 1, cells(lines.get(line), separator), columns);
        }
        return series(file, header ? first : List.of(), columns);
    }

    private static void add(Path file, int line, List<String> cells, List<List<Double>> columns) {
        if (cells.size() == 1 && cells.getFirst().isEmpty()) {
            return;
        }
        if (cells.size() > columns.size()) {
            throw new InvalidSeries(
                    file,
                    line,
                    "a line has at most " + columns.size() + " cells, as the first",
                    cells.size() + " cells");
        }
        for (int column = 0; column < cells.size(); column++) {
            var cell = cells.get(column);
            if (!cell.isEmpty()) {
                var value = number(cell);
                if (value == null) {
                    throw new InvalidSeries(file, line, "a value is a finite number", cell);
                }
                columns.get(column).add(value);
            }
        }
    }

    private static List<NamedSeries> series(Path file, List<String> names, List<List<Double>> columns) {
        var series = new ArrayList<NamedSeries>();
        for (int column = 0; column < columns.size(); column++) {
            var values = columns.get(column);
            if (values.size() >= SERIES_LENGTH_MIN) {
                var name = names.isEmpty() ? file.getFileName() + ":" + (column + 1) : names.get(column);
                series.add(new NamedSeries(
                        name, values.stream().mapToDouble(Double::doubleValue).toArray()));
            }
        }
        if (series.isEmpty()) {
            throw new InvalidSeries(file, 1, "a series has at least " + SERIES_LENGTH_MIN + " values", "fewer");
        }
        return series;
    }

    private static String separator(String line) {
        return line.contains("\t") ? "\t" : line.contains(";") ? ";" : ",";
    }

    private static List<String> cells(String line, String separator) {
        return Stream.of(line.replace("\uFEFF", "").split(separator, -1))
                .map(cell -> cell.strip().replace("\"", ""))
                .toList();
    }

    private static Double number(String cell) {
        try {
            var value = Double.valueOf(cell);
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
