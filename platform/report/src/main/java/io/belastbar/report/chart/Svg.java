package io.belastbar.report.chart;

import io.belastbar.report.Markup;
import java.util.Locale;

/** Writes SVG: coordinates to a tenth of a pixel, texts escaped, colours by the classes of the page's style sheet. */
public final class Svg {

    private final StringBuilder out = new StringBuilder();

    private Svg() {}

    /** A picture whose upper left corner is 0, 0; {@code label} says what it shows to those who cannot see it. */
    public static Svg open(String style, double width, double height, String label) {
        return open(style, "0 0 " + at(width) + " " + at(height), label);
    }

    /** @param viewBox left, top, width, height */
    public static Svg open(String style, String viewBox, String label) {
        Svg svg = new Svg();
        svg.out
                .append("<svg class=\"")
                .append(style)
                .append("\" viewBox=\"")
                .append(viewBox)
                .append("\" role=\"img\" aria-label=\"")
                .append(Markup.escape(label))
                .append("\">");
        return svg;
    }

    /** A coordinate. */
    public static String at(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    public Svg line(String style, double x1, double y1, double x2, double y2) {
        return path(style, "M" + at(x1) + " " + at(y1) + "L" + at(x2) + " " + at(y2));
    }

    public Svg path(String style, CharSequence data) {
        out.append("<path class=\"")
                .append(style)
                .append("\" d=\"")
                .append(data)
                .append("\"/>");
        return this;
    }

    /** @param anchor {@code start}, {@code middle} or {@code end} */
    public Svg text(String style, String anchor, double x, double y, String text) {
        out.append("<text class=\"")
                .append(style)
                .append("\" text-anchor=\"")
                .append(anchor)
                .append("\" x=\"");
        out.append(at(x)).append("\" y=\"").append(at(y)).append("\">");
        out.append(Markup.escape(text)).append("</text>");
        return this;
    }

    /** @param title what a pointer reads at it */
    public Svg dot(String style, double x, double y, double radius, String title) {
        out.append("<circle class=\"")
                .append(style)
                .append("\" cx=\"")
                .append(at(x))
                .append("\" cy=\"");
        out.append(at(y)).append("\" r=\"").append(at(radius)).append("\"><title>");
        out.append(Markup.escape(title)).append("</title></circle>");
        return this;
    }

    public Markup close() {
        return new Markup(out.append("</svg>").toString());
    }
}
