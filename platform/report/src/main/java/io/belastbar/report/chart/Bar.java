package io.belastbar.report.chart;

import io.belastbar.report.Markup;

/** Bars that stand beside or behind a figure, which says the same. */
public final class Bar {

    private static final double FULL = 100;

    private Bar() {}

    /** How large a value is among others, from the right; per cent of the largest. */
    public static Markup share(double percent) {
        double width = Math.clamp(percent, 0, FULL);
        return bar("share", "0 0 100 1", rectangle("", FULL - width, width, 1));
    }

    /**
     * From the middle: to the right for what is inside a limit, to the left outside; full at 100 %.
     *
     * @param style {@code in}, {@code out} or {@code open}
     */
    public static Markup margin(double percent, String style) {
        double length = Math.min(Math.abs(percent), FULL) / 2;
        String track = rectangle("track", -FULL / 2, FULL, 8);
        String value = rectangle(style, percent < 0 ? -length : 0, length, 8);
        return bar("margin", "-50 -3 100 14", track + value + "<path class=\"tick-mark\" d=\"M0 -3v14\"/>");
    }

    private static Markup bar(String kind, String viewBox, String content) {
        return new Markup("<svg class=\"" + kind + "\" viewBox=\"" + viewBox
                + "\" preserveAspectRatio=\"none\" aria-hidden=\"true\">" + content + "</svg>");
    }

    private static String rectangle(String style, double x, double width, double height) {
        return "<rect class=\"" + style + "\" x=\"" + Svg.at(x) + "\" width=\"" + Svg.at(width) + "\" height=\""
                + Svg.at(height) + "\"/>";
    }
}
