package io.belastbar.load.comparison.page;

import java.util.Locale;

/** Writes SVG elements; numbers with one decimal, text escaped. */
final class Svg {

    private final StringBuilder out = new StringBuilder();

    /** For HTML and SVG; a unit stays on the line of its number. */
    static String escape(String text) {
        return text.replace(" %", "\u00A0%")
                .replace(" ms", "\u00A0ms")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static Svg open(int width, int height, String label) {
        Svg svg = new Svg();
        svg.out
                .append("<svg viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" role=\"img\" aria-label=\"")
                .append(escape(label))
                .append("\">");
        return svg;
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        out.append("<line x1=\"").append(number(x1)).append("\" y1=\"").append(number(y1));
        out.append("\" x2=\"").append(number(x2)).append("\" y2=\"").append(number(y2));
        out.append("\" class=\"").append(style).append("\"/>");
    }

    void text(double x, double y, String anchor, String style, String text) {
        out.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
        out.append("\" text-anchor=\"")
                .append(anchor)
                .append("\" class=\"")
                .append(style)
                .append("\">");
        out.append(escape(text)).append("</text>");
    }

    void path(String data, String style) {
        out.append("<path d=\"")
                .append(data)
                .append("\" class=\"")
                .append(style)
                .append("\"/>");
    }

    void dot(double x, double y, String style, String title) {
        out.append("<circle cx=\"").append(number(x)).append("\" cy=\"").append(number(y));
        out.append("\" r=\"4\" class=\"").append(style).append("\"><title>").append(escape(title));
        out.append("</title></circle>");
    }

    String close() {
        return out.append("</svg>").toString();
    }
}
