package io.belastbar.report.chart;

import static io.belastbar.report.chart.Svg.at;

import io.belastbar.report.Markup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lines over time. Colours come from the page's style sheet by class; each line is named at its right end.
 *
 * @param clock whether the time stands below it
 * @param columns of the table of figures that hold this chart's values, from 0
 */
public record LineChart(
        String title,
        String note,
        Scale scale,
        List<Line> lines,
        List<Limit> limits,
        List<Integer> columns,
        boolean clock) {

    private static final double LABEL_HEIGHT = 13;

    /**
     * One line.
     *
     * @param style a class of the style sheet
     * @param area whether the space below is filled
     */
    public record Line(String name, String style, double[] values, boolean area) {}

    /** A line across: what the values must keep. */
    public record Limit(String name, double value) {}

    private record Label(String name, String style, double y) {}

    /** @param seconds where on the axis each value stands */
    public Chart draw(double[] seconds, TimeAxis axis, DoubleFunction<String> ticks) {
        String viewBox = "0 -8 " + TimeAxis.TOTAL + " " + at(scale.height() + (clock ? 30 : 14));
        Svg svg = Svg.open("chart", viewBox, title + ". " + note);
        axis.grid(svg, scale.height(), clock);
        for (double tick : scale.ticks()) {
            across(svg, "grid", scale.y(tick));
            svg.text("tick", "end", TimeAxis.LEFT - 8, scale.y(tick) + 4, ticks.apply(tick));
        }
        for (Limit limit : limits) {
            if (limit.value() <= scale.most()) {
                across(svg, "limit", scale.y(limit.value()));
                svg.text("limit-name", "start", TimeAxis.LEFT + 4, scale.y(limit.value()) - 4, limit.name());
            }
        }
        double[] xs = Arrays.stream(seconds).map(axis::x).toArray();
        lines.forEach(line -> line(svg, line, xs));
        names(svg);
        Markup picture = svg.path("cursor", "").close();
        return new Chart(title, note, columns.stream().map(String::valueOf).collect(Collectors.joining(",")), picture);
    }

    private static void across(Svg svg, String style, double y) {
        svg.line(style, TimeAxis.LEFT, y, TimeAxis.LEFT + TimeAxis.WIDTH, y);
    }

    private void line(Svg svg, Line line, double[] xs) {
        StringBuilder stroke = new StringBuilder();
        StringBuilder fill = new StringBuilder();
        boolean drawing = false;
        for (int index = 0; index < line.values().length; index++) {
            if (!known(line, index)) {
                drawing = false;
                continue;
            }
            String point = at(xs[index]) + " " + at(scale.y(line.values()[index]));
            stroke.append(drawing ? 'L' : 'M').append(point);
            fill.append(drawing ? "L" : "M" + at(xs[index]) + " " + at(scale.height()) + "L")
                    .append(point);
            if (!known(line, index + 1)) {
                // A lone point is a line without length, which round ends make visible.
                stroke.append(drawing ? "" : "h0");
                fill.append('L')
                        .append(at(xs[index]))
                        .append(' ')
                        .append(at(scale.height()))
                        .append('z');
            }
            drawing = true;
        }
        if (line.area()) {
            svg.path("area " + line.style(), fill);
        }
        svg.path("line " + line.style(), stroke);
    }

    private static boolean known(Line line, int index) {
        return index < line.values().length && Double.isFinite(line.values()[index]);
    }

    /** Names at the right ends, pushed apart so that none covers another. */
    private void names(Svg svg) {
        List<Label> labels = new ArrayList<>();
        for (Line line : lines.reversed()) {
            IntStream.range(0, line.values().length)
                    .filter(index -> known(line, index))
                    .max()
                    .ifPresent(last -> labels.add(new Label(line.name(), line.style(), scale.y(line.values()[last]))));
        }
        labels.sort(Comparator.comparingDouble(Label::y).reversed());
        double free = scale.height() + LABEL_HEIGHT / 2;
        for (Label label : labels) {
            double y = Math.min(label.y(), free);
            free = y - LABEL_HEIGHT;
            svg.text("name " + label.style(), "start", TimeAxis.LEFT + TimeAxis.WIDTH + 8, y + 4, label.name());
        }
    }
}
