package io.belastbar.report.chart;

import io.belastbar.report.Markup;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A trend as a small line (Tufte, Beautiful Evidence: sparklines), from its smallest to its largest value. */
public final class TrendLine {

    private static final double WIDTH = 96;
    private static final double HEIGHT = 20;
    private static final double MARGIN = 2;

    private TrendLine() {}

    /** A dot for one value, nothing for none. */
    public static Markup of(List<Double> trend, String words) {
        if (trend.isEmpty()) {
            return Markup.NONE;
        }
        double low = trend.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double high = trend.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        String points = IntStream.range(0, trend.size())
                .mapToObj(i -> Svg.at(x(i, trend.size())) + " " + Svg.at(y(trend.get(i), low, high)))
                .collect(Collectors.joining("L", "M", ""));
        return Svg.open("trend", WIDTH, HEIGHT, words)
                .path("line", points)
                .dot("end", x(trend.size() - 1, trend.size()), y(trend.getLast(), low, high), 2, words)
                .close();
    }

    private static double x(int index, int count) {
        return count == 1 ? WIDTH / 2 : MARGIN + index * (WIDTH - 2 * MARGIN) / (count - 1);
    }

    private static double y(double value, double low, double high) {
        double share = high == low ? 0.5 : (value - low) / (high - low);
        return MARGIN + (1 - share) * (HEIGHT - 2 * MARGIN);
    }
}
