package io.belastbar.load.comparison.page;

import io.belastbar.load.comparison.StepComparison;
import io.belastbar.load.comparison.StepComparison.Distributions;
import io.belastbar.load.comparison.StepComparison.QuantileShift;
import io.belastbar.report.Markup;
import io.belastbar.report.Wording;
import io.belastbar.report.chart.Svg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Both runs' times over each other: time on a logarithmic x axis, share of the requests upwards; p95 as a line. */
final class DistributionPlot {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 250;
    private static final int LEFT = 14;
    private static final int RIGHT = 14;
    private static final int TOP = 22;
    private static final int BOTTOM = 38;
    // What lies further out than this share of the requests would squeeze the rest together.
    private static final double OUTSIDE = 0.0005;
    private static final int TICKS_MIN = 3;

    private final StepComparison step;
    private final Distributions bins;
    private final Wording words;
    private final int first;
    private final int last;
    private final double highest;

    private DistributionPlot(StepComparison step, Wording words) {
        this.step = step;
        this.bins = step.distributions();
        this.words = words;
        this.first = Math.max(0, Math.min(edge(bins.baseline(), false), edge(bins.other(), false)) - 1);
        int upper = Math.max(edge(bins.baseline(), true), edge(bins.other(), true)) + 2;
        this.last = Math.clamp(upper, Math.min(first + 2, bins.lowMs().length), bins.lowMs().length);
        this.highest = Math.max(1e-6, Math.max(max(bins.baseline()), max(bins.other())));
    }

    static Markup of(StepComparison step, Wording words) {
        return new DistributionPlot(step, words).draw();
    }

    private static int edge(double[] shares, boolean upper) {
        double outside = 0;
        int at = upper ? shares.length - 1 : 0;
        while (at > 0 && upper || at < shares.length - 1 && !upper) {
            outside += shares[at];
            if (outside > OUTSIDE) {
                break;
            }
            at += upper ? -1 : 1;
        }
        return at;
    }

    private static double max(double[] shares) {
        return Arrays.stream(shares).max().orElse(0);
    }

    private Markup draw() {
        Svg svg = Svg.open("plot", WIDTH, HEIGHT, words.text("distributionOfBoth"));
        double from = bins.lowMs()[first];
        double to = bins.lowMs()[last - 1] * bins.ratio();
        ticks(from, to).forEach(millis -> tick(svg, millis));
        svg.line("zero", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
        svg.text("tick", "middle", WIDTH / 2.0, HEIGHT - 6, words.text("responseTimeAxis"));
        svg.path("area baseline", area(bins.baseline()));
        svg.path("area other", area(bins.other()));
        for (QuantileShift shift : step.shifts()) {
            if (shift.percentile() == 95) {
                mark(svg, shift.estimate().baselineMicros() / 1e3, "at baseline");
                mark(svg, shift.estimate().otherMicros() / 1e3, "at other");
                double middle = Math.max(
                        shift.estimate().baselineMicros(), shift.estimate().otherMicros());
                svg.text("tick", "start", x(middle / 1e3) + 6, TOP + 4, "p95");
            }
        }
        return svg.close();
    }

    /** At 1, 2 and 5 of each decade; where the times lie too near to each other for that, at equal steps. */
    static List<Double> ticks(double from, double to) {
        List<Double> ticks = new ArrayList<>();
        for (double decade = Math.pow(10, Math.floor(Math.log10(from))); decade <= to; decade *= 10) {
            for (double factor : new double[] {1, 2, 5}) {
                addWithin(ticks, decade * factor, from, to);
            }
        }
        if (ticks.size() >= TICKS_MIN) {
            return ticks;
        }
        ticks.clear();
        double decade = Math.pow(10, Math.floor(Math.log10((to - from) / TICKS_MIN)));
        double step = decade
                * DoubleStream.of(5, 2, 1)
                        .filter(factor -> factor * decade * TICKS_MIN <= to - from)
                        .findFirst()
                        .orElse(1);
        for (long multiple = (long) Math.ceil(from / step); multiple * step <= to; multiple++) {
            addWithin(ticks, multiple * step, from, to);
        }
        return ticks;
    }

    private static void addWithin(List<Double> ticks, double millis, double from, double to) {
        if (millis >= from && millis <= to) {
            ticks.add(millis);
        }
    }

    private void tick(Svg svg, double millis) {
        svg.line("grid", x(millis), TOP, x(millis), HEIGHT - BOTTOM);
        if (x(millis) > LEFT + 10 && x(millis) < WIDTH - RIGHT - 10) {
            svg.text("tick", "middle", x(millis), HEIGHT - BOTTOM + 16, label(millis));
        }
    }

    private void mark(Svg svg, double millis, String style) {
        svg.line(style, x(millis), TOP, x(millis), HEIGHT - BOTTOM);
    }

    private String area(double[] shares) {
        StringBuilder path =
                new StringBuilder("M").append(x1(first)).append(' ').append(HEIGHT - BOTTOM);
        for (int bin = first; bin < last; bin++) {
            double y = HEIGHT - BOTTOM - shares[bin] / highest * (HEIGHT - TOP - BOTTOM);
            path.append('L').append(x1(bin)).append(' ').append(Svg.at(y));
            path.append('L').append(x1(bin + 1)).append(' ').append(Svg.at(y));
        }
        return path.append('L')
                .append(x1(last))
                .append(' ')
                .append(HEIGHT - BOTTOM)
                .append('Z')
                .toString();
    }

    private String x1(int bin) {
        return Svg.at(x(bins.lowMs()[0] * Math.pow(bins.ratio(), bin)));
    }

    private double x(double millis) {
        double from = Math.log(bins.lowMs()[first]);
        double to = Math.log(bins.lowMs()[last - 1] * bins.ratio());
        return LEFT + (Math.log(millis) - from) / (to - from) * (WIDTH - LEFT - RIGHT);
    }

    private String label(double millis) {
        return millis >= 1_000
                ? words.language().number(millis / 1_000, digits(millis / 1_000)) + " s"
                : words.language().number(millis, digits(millis)) + " ms";
    }

    /** As many as a round number needs, three at most. */
    private static int digits(double value) {
        int digits = 0;
        for (double scaled = value; digits < 3 && Math.abs(scaled - Math.rint(scaled)) > 1e-6; scaled *= 10) {
            digits++;
        }
        return digits;
    }
}
