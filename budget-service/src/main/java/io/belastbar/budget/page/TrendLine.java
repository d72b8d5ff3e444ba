package io.belastbar.budget.page;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A trend as a small line (Tufte, Beautiful Evidence: sparklines), from its smallest to its largest value. */
public final class TrendLine {

    private static final int WIDTH = 96;
    private static final int HEIGHT = 20;
    private static final int MARGIN = 2;

    private TrendLine() {}

    /** Inline SVG; {@code words} says the same to those who cannot see it, escaped already. */
    public static String svg(List<Double> trend, String words) {
        var low = trend.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        var high = trend.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        var points = IntStream.range(0, trend.size())
                .mapToObj(i -> String.format(Locale.ROOT, "%.1f,%.1f", x(i, trend.size()), y(trend.get(i), low, high)))
                .collect(Collectors.joining(" "));
        var last = points.substring(points.lastIndexOf(' ') + 1).split(",");
        return """
                <svg role="img" aria-label="%s" width="%d" height="%d" viewBox="0 0 %d %d">\
                <polyline points="%s" fill="none" stroke="currentColor" stroke-width="1.5"/>\
                <circle cx="%s" cy="%s" r="2" fill="currentColor"/></svg>""".formatted(words, WIDTH, HEIGHT, WIDTH, HEIGHT, points, last[0], last[1]);
    }

    private static double x(int index, int count) {
        return count == 1 ? WIDTH / 2.0 : MARGIN + (double) index * (WIDTH - 2 * MARGIN) / (count - 1);
    }

    private static double y(double value, double low, double high) {
        var share = high == low ? 0.5 : (value - low) / (high - low);
        return MARGIN + (1 - share) * (HEIGHT - 2 * MARGIN);
    }
}
