package io.belastbar.load.imports.hdr;

import io.belastbar.load.imports.source.FieldFault;
import io.belastbar.load.imports.source.SlicedValues;
import io.belastbar.load.result.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** One table of value, percentile and cumulative count, as HdrHistogram prints it. */
final class PercentileTable {

    private static final List<Double> USUAL = List.of(50.0, 90.0, 95.0, 99.0, 99.9);
    // As a part of the requests above: the tables list 99.0625 % for 99 %.
    private static final double CLOSE = 0.1;
    private static final Pattern ROW = Pattern.compile(
            "\\s*(\\d+(?:\\.(\\d+))?)\\s+([01](?:\\.\\d+)?)\\s+(\\d+)(?:\\s+(?:\\d+(?:\\.\\d+)?|inf|Infinity))?\\s*");
    private static final int ROWS_MAX = 100_000;
    private static final double COMPLETE = 0.9999999;

    private record Line(int line, double value, double percentile, long total) {}

    private final List<Line> rows = new ArrayList<>();
    private final int title;
    private int decimals;
    private FieldFault falling;
    private double mean = Double.NaN;

    /** @param title the line with the names of its columns */
    PercentileTable(int title) {
        this.title = title;
    }

    /** A row; one that is none ends the reading of its line. */
    void add(int number, String text) {
        Matcher row = ROW.matcher(text);
        if (!row.matches() || rows.size() >= ROWS_MAX) {
            throw new FieldFault(number, 1, "row", "must be value, percentile and total count", text.strip());
        }
        Line next = new Line(
                number,
                Double.parseDouble(row.group(1)),
                Double.parseDouble(row.group(3)),
                Long.parseLong(row.group(4)));
        decimals = Math.max(decimals, row.group(2) == null ? 0 : row.group(2).length());
        Line before = rows.isEmpty() ? new Line(number, 0, 0, 0) : rows.getLast();
        if (next.value() < before.value()) {
            throw new FieldFault(number, row.start(1) + 1, "Value", "must not fall", row.group(1));
        }
        if (next.total() < before.total() && falling == null) {
            falling = new FieldFault(number, row.start(4) + 1, "TotalCount", "must not fall", row.group(4));
        }
        rows.add(next);
    }

    /**
     * The first fault of the table as a whole; null if there is none.
     *
     * <p>A count that falls, or a table that ends before all requests are in it.
     */
    FieldFault faultOrNull() {
        if (falling != null) {
            return falling;
        }
        if (rows.isEmpty()) {
            return new FieldFault(title, null, "row", "must follow the names of the columns", "none");
        }
        if (rows.getLast().percentile() < COMPLETE) {
            return new FieldFault(
                    rows.getLast().line(),
                    null,
                    "Percentile",
                    "must reach 1 in the last row: the table is cut off",
                    String.valueOf(rows.getLast().percentile()));
        }
        return null;
    }

    int title() {
        return title;
    }

    /** How many digits stand behind the point. */
    int decimals() {
        return decimals;
    }

    /** The percentiles that are listed, in percent, and the usual ones for which a row stands close above. */
    List<Double> percentiles() {
        Stream<Double> listed = rows.stream().map(row -> row.percentile() * 100);
        return Stream.concat(listed, USUAL.stream().filter(this::closelyListed))
                .distinct()
                .toList();
    }

    private boolean closelyListed(double percent) {
        return rows.stream()
                .map(row -> row.percentile() * 100 - percent)
                .anyMatch(above -> above >= 0 && above <= CLOSE * (100 - percent));
    }

    long total() {
        return rows.isEmpty() ? 0 : rows.getLast().total();
    }

    /** Each counts as the next listed one above. */
    LogValues values() {
        return values(rows.stream().mapToLong(Line::total).toArray());
    }

    /** The mean that stands under the table. */
    void mean(double value) {
        mean = value;
    }

    /** Empty where none stands under it. */
    OptionalDouble mean() {
        return Double.isNaN(mean) ? OptionalDouble.empty() : OptionalDouble.of(mean);
    }

    /** As printed. */
    Histogram histogram(double microsPerUnit) {
        return histogram(rows.stream().mapToLong(Line::total).toArray(), microsPerUnit);
    }

    /** Of this many requests, by the percentiles alone. */
    Histogram histogramOf(long count, double microsPerUnit) {
        return histogram(ranks(count), microsPerUnit);
    }

    private long[] ranks(long count) {
        return rows.stream()
                .mapToLong(row -> Math.max(1, (long) Math.ceil(row.percentile() * count - 1e-6)))
                .toArray();
    }

    /**
     * Exact at every percentile that is listed: from its rank to the count of its row all requests have its value. The
     * others are placed by the mean; without one, a value counts as the next listed one above.
     */
    private Histogram histogram(long[] totals, double microsPerUnit) {
        SlicedValues values = new SlicedValues(Cell.SIGNIFICANT_DIGITS);
        long[] ranks = ranks(totals.length == 0 ? 0 : totals[totals.length - 1]);
        long before = 0;
        double lower = 0;
        for (int index = 0; index < totals.length; index++) {
            double upper = rows.get(index).value() * microsPerUnit;
            long count = Math.max(0, totals[index] - before);
            long free = index == 0 ? 0 : Math.clamp(ranks[index] - 1 - before, 0, Math.max(0, count - 1));
            values.between(lower, upper, free);
            values.told(upper, count - free);
            before = Math.max(before, totals[index]);
            lower = upper;
        }
        return Double.isNaN(mean) ? values.at(SlicedValues.HIGHEST) : values.withMean(mean * microsPerUnit);
    }

    private LogValues values(long[] totals) {
        double[] values = new double[rows.size()];
        long[] counts = new long[rows.size()];
        long before = 0;
        for (int index = 0; index < totals.length; index++) {
            values[index] = rows.get(index).value();
            counts[index] = Math.max(0, totals[index] - before);
            before = Math.max(before, totals[index]);
        }
        return new LogValues(values, counts, false);
    }
}
