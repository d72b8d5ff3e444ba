package io.belastbar.load.report.chart;

import static io.belastbar.load.report.chart.Scale.at;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Lines over time as SVG. Colours come from the page's style sheet by class; each line is named at its right end.
 *
 * @param columns of the table of figures that hold this chart's values, from 0
 * @param clock whether the time stands below it
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

    public String svg(TimeLine time, TimeAxis axis, DoubleFunction<String> ticks) {
        StringBuilder svg = new StringBuilder();
        double height = scale.height();
        svg.append("<svg class=\"chart\" viewBox=\"0 -8 ")
                .append(TimeAxis.TOTAL)
                .append(' ')
                .append(at(height + (clock ? 30 : 14)))
                .append("\" role=\"img\" aria-label=\"")
                .append(PageText.escape(title + ". " + note))
                .append("\">");
        svg.append(axis.grid(height, clock));
        for (double tick : scale.ticks()) {
            double y = scale.y(tick);
            svg.append("<path class=\"grid\" d=\"M")
                    .append(TimeAxis.LEFT)
                    .append(' ')
                    .append(at(y))
                    .append("h")
                    .append(TimeAxis.WIDTH)
                    .append("\"/>");
            svg.append("<text class=\"tick\" text-anchor=\"end\" x=\"")
                    .append(TimeAxis.LEFT - 8)
                    .append("\" y=\"")
                    .append(at(y + 4))
                    .append("\">")
                    .append(PageText.escape(ticks.apply(tick)))
                    .append("</text>");
        }
        limits.stream().filter(limit -> limit.value() <= scale.most()).forEach(limit -> limit(svg, limit));
        lines.forEach(line -> path(svg, line, time, axis));
        labels(svg);
        return svg.append("<path class=\"cursor\" d=\"\"/></svg>").toString();
    }

    private void limit(StringBuilder svg, Limit limit) {
        double y = scale.y(limit.value());
        svg.append("<path class=\"limit\" d=\"M")
                .append(TimeAxis.LEFT)
                .append(' ')
                .append(at(y))
                .append('h')
                .append(TimeAxis.WIDTH)
                .append("\"/><text class=\"limit-name\" x=\"")
                .append(TimeAxis.LEFT + 4)
                .append("\" y=\"")
                .append(at(y - 4))
                .append("\">")
                .append(PageText.escape(limit.name()))
                .append("</text>");
    }

    private void path(StringBuilder svg, Line line, TimeLine time, TimeAxis axis) {
        StringBuilder stroke = new StringBuilder();
        StringBuilder fill = new StringBuilder();
        boolean drawing = false;
        double lastX = 0;
        for (int index = 0; index < line.values().length; index++) {
            double value = line.values()[index];
            if (!Double.isFinite(value)) {
                closeArea(fill, drawing, lastX);
                drawing = false;
                continue;
            }
            double x = axis.x(time.points().get(index).fromSecond() + time.secondsPerPoint() / 2.0);
            String point = at(x) + " " + at(scale.y(value));
            stroke.append(drawing ? 'L' : 'M').append(point);
            // A lone point is a line without length, which round ends make visible.
            boolean alone =
                    !drawing && (index + 1 == line.values().length || !Double.isFinite(line.values()[index + 1]));
            stroke.append(alone ? "h0" : "");
            fill.append(drawing ? "L" + point : "M" + at(x) + " " + at(scale.height()) + "L" + point);
            drawing = true;
            lastX = x;
        }
        closeArea(fill, drawing, lastX);
        if (line.area()) {
            svg.append("<path class=\"area ")
                    .append(line.style())
                    .append("\" d=\"")
                    .append(fill)
                    .append("\"/>");
        }
        svg.append("<path class=\"line ")
                .append(line.style())
                .append("\" d=\"")
                .append(stroke)
                .append("\"/>");
    }

    private void closeArea(StringBuilder fill, boolean drawing, double lastX) {
        if (drawing) {
            fill.append('L')
                    .append(at(lastX))
                    .append(' ')
                    .append(at(scale.height()))
                    .append('z');
        }
    }

    /** Names at the right ends, pushed apart so that none covers another. */
    private void labels(StringBuilder svg) {
        List<Label> labels = new ArrayList<>();
        for (Line line : lines.reversed()) {
            double last = Double.NaN;
            for (double value : line.values()) {
                last = Double.isFinite(value) ? value : last;
            }
            if (Double.isFinite(last)) {
                labels.add(new Label(line.name(), line.style(), scale.y(last)));
            }
        }
        labels.sort(Comparator.comparingDouble(Label::y).reversed());
        double free = scale.height() + LABEL_HEIGHT / 2;
        for (Label label : labels) {
            double y = Math.min(label.y(), free);
            free = y - LABEL_HEIGHT;
            svg.append("<text class=\"name ")
                    .append(label.style())
                    .append("\" x=\"")
                    .append(TimeAxis.LEFT + TimeAxis.WIDTH + 8)
                    .append("\" y=\"")
                    .append(at(y + 4))
                    .append("\">")
                    .append(PageText.escape(label.name()))
                    .append("</text>");
        }
    }
}
