package io.belastbar.benchmarks.forecast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A pair of files in M4's layout: {@code Hourly-train.csv} and {@code Hourly-test.csv}, one series a row, its id first, a row of names on
 * top.
 *
 * @param name what stands before {@code -train.csv}
 * @param series in the file's order
 */
record CompetitionFile(String name, List<Known> series) {

    private static final String TRAIN = "-train.csv";

    /** A series, and what came. */
    record Known(String id, double[] history, double[] future) {

        Known withHistoryFrom(int first) {
            return new Known(id, Arrays.copyOfRange(history, first, history.length), future);
        }

        /** As if it had ended so many values before its end: what is forecast lies in the history that was published. */
        Known earlier(int values) {
            int end = history.length - values;
            int from = end - future.length;
            return new Known(id, Arrays.copyOf(history, from), Arrays.copyOfRange(history, from, end));
        }
    }

    /** All pairs of a folder, by name. */
    static List<CompetitionFile> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            var pairs = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(TRAIN))
                    .sorted()
                    .map(file -> read(folder, file.substring(0, file.length() - TRAIN.length())))
                    .toList();
            if (pairs.isEmpty()) {
                throw new IllegalArgumentException("there is no *-train.csv in " + folder.toAbsolutePath());
            }
            return pairs;
        }
    }

    private static CompetitionFile read(Path folder, String name) {
        var futures = new HashMap<>(rows(folder.resolve(name + "-test.csv")));
        var series = new ArrayList<Known>();
        rows(folder.resolve(name + TRAIN)).forEach((id, history) -> {
            var future = futures.get(id);
            if (future == null) {
                throw new IllegalArgumentException(name + "-test.csv has no row for the series " + id);
            }
            series.add(new Known(id, history, future));
        });
        return new CompetitionFile(name, series);
    }

    private static Map<String, double[]> rows(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + file.toAbsolutePath());
        }
        try (Stream<String> lines = Files.lines(file)) {
            var rows = new LinkedHashMap<String, double[]>();
            lines.skip(1)
                    .map(line -> line.replace("\"", "").split(","))
                    .forEach(cells -> rows.put(
                            cells[0],
                            Arrays.stream(cells, 1, cells.length)
                                    .filter(cell -> !cell.isBlank())
                                    .mapToDouble(Double::parseDouble)
                                    .toArray()));
            return rows;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Seasons of a method: what the name says. */
    List<Integer> periods() {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "hourly" -> List.of(24, 168);
            case "daily" -> List.of(7);
            case "weekly" -> List.of(52);
            case "monthly" -> List.of(12);
            case "quarterly" -> List.of(4);
            default -> List.of();
        };
    }

    /** The season that the competition counts with; its weekly and daily series have none. */
    int period() {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "hourly" -> 24;
            case "monthly" -> 12;
            case "quarterly" -> 4;
            default -> 1;
        };
    }
}
