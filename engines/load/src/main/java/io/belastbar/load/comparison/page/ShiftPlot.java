package io.belastbar.load.comparison.page;

import io.belastbar.load.comparison.Percent;
import io.belastbar.load.comparison.StepComparison;
import io.belastbar.load.comparison.StepComparison.QuantileShift;
import io.belastbar.load.comparison.VerdictSentence;
import io.belastbar.report.Markup;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import io.belastbar.report.chart.Svg;
import java.util.List;

/**
 * The shift function: on the x axis the quantile, wide at both ends; on the y axis how much slower the other run is
 * there, with its 95 % band. Filled dots are shifts that chance would hardly make.
 */
final class ShiftPlot {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 250;
    private static final int LEFT = 62;
    private static final int RIGHT = 28;
    private static final int TOP = 14;
    private static final int BOTTOM = 38;
    private static final double[] TICKS = {0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999};
    private static final double[] NICE = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50};
    private static final double LOWEST = -0.95;
    private static final double HIGHEST = 20;

    private final StepComparison step;
    private final Wording words;
    private final ReportLanguage language;
    private final double bottom;
    private final double top;
    private final double gridStep;

    private ShiftPlot(StepComparison step, Wording words) {
        this.step = step;
        this.words = words;
        this.language = words.language();
        double low = -0.01;
        double high = 0.01;
        for (QuantileShift shift : step.curve()) {
            low = Math.min(low, Math.max(LOWEST, shift.estimate().interval().low()));
            high = Math.max(high, Math.min(HIGHEST, shift.estimate().interval().high()));
        }
        this.gridStep = gridStep(high - low);
        this.bottom = Math.floor(low / gridStep) * gridStep;
        this.top = Math.ceil(high / gridStep) * gridStep;
    }

    static Markup of(StepComparison step, Wording words) {
        return new ShiftPlot(step, words).draw();
    }

    private static double gridStep(double range) {
        for (double nice : NICE) {
            if (range / nice <= 6) {
                return nice;
            }
        }
        return NICE[NICE.length - 1];
    }

    private Markup draw() {
        Svg svg = Svg.open("plot", WIDTH, HEIGHT, VerdictSentence.of(step, language));
        for (double value = bottom; value <= top + gridStep / 2; value += gridStep) {
            boolean zero = Math.abs(value) < gridStep / 2;
            svg.line(zero ? "zero" : "grid", LEFT, y(value), WIDTH - RIGHT, y(value));
            svg.text("tick", "end", LEFT - 8, y(value) + 4, zero ? "0 %" : Percent.change(value, language));
        }
        for (double share : TICKS) {
            if (share <= last()) {
                svg.line("grid", x(share), TOP, x(share), HEIGHT - BOTTOM);
                svg.text("tick", "middle", x(share), HEIGHT - BOTTOM + 16, name(share * 100));
            }
        }
        svg.text("tick", "middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, words.text("percentileOfResponseTime"));
        svg.path("band", band(step.curve()));
        svg.path("shift", middle(step.curve()));
        step.shifts().forEach(shift -> dot(svg, shift));
        return svg.close();
    }

    private void dot(Svg svg, QuantileShift shift) {
        String range = Percent.range(shift.estimate().interval(), language);
        String title = name(shift.percentile()) + ": " + Percent.change(shift.change(), language) + " (" + range + ")";
        svg.dot(shift.shown() ? "dot shown" : "dot", x(shift.estimate().share()), y(shift.change()), 4, title);
    }

    private String band(List<QuantileShift> curve) {
        StringBuilder path = new StringBuilder();
        for (QuantileShift shift : curve) {
            point(path, shift.estimate().share(), shift.estimate().interval().high());
        }
        for (int index = curve.size() - 1; index >= 0; index--) {
            QuantileShift shift = curve.get(index);
            point(path, shift.estimate().share(), shift.estimate().interval().low());
        }
        return path.append('Z').toString();
    }

    private String middle(List<QuantileShift> curve) {
        StringBuilder path = new StringBuilder();
        curve.forEach(shift -> point(path, shift.estimate().share(), shift.change()));
        return path.toString();
    }

    private void point(StringBuilder path, double share, double change) {
        path.append(path.isEmpty() ? 'M' : 'L')
                .append(Svg.at(x(share)))
                .append(' ')
                .append(Svg.at(y(change)));
    }

    private double x(double share) {
        double from = logit(step.curve().get(0).estimate().share());
        double to = logit(last());
        double span = to > from ? to - from : 1;
        return LEFT + (logit(Math.clamp(share, 0.0001, 0.9999)) - from) / span * (WIDTH - LEFT - RIGHT);
    }

    private double y(double change) {
        double shown = Math.clamp(change, bottom, top);
        return TOP + (top - shown) / (top - bottom) * (HEIGHT - TOP - BOTTOM);
    }

    private double last() {
        return step.curve().get(step.curve().size() - 1).estimate().share();
    }

    private static double logit(double share) {
        return Math.log(share / (1 - share));
    }

    static String name(double percentile) {
        double rounded = Math.round(percentile * 100) / 100.0;
        return "p" + (rounded % 1 == 0 ? String.valueOf((long) rounded) : String.valueOf(rounded));
    }
}
