package io.belastbar.load.report.chart;

import static io.belastbar.load.report.chart.Scale.at;

/**
 * The horizontal axis that all pictures of a page share.
 *
 * @param seconds that it spans
 */
public record TimeAxis(int seconds) {

    public static final int LEFT = 62;
    public static final int WIDTH = 828;
    public static final int RIGHT = 110;
    public static final int TOTAL = LEFT + WIDTH + RIGHT;

    private static final int[] STEPS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200
    };
    private static final int LABELS_MAX = 10;

    public double x(double second) {
        return LEFT + WIDTH * second / Math.max(1, seconds);
    }

    private int step() {
        for (int step : STEPS) {
            if (seconds / step <= LABELS_MAX) {
                return step;
            }
        }
        return 86_400;
    }

    /** Lines, and the clock below them when asked for. */
    public String grid(double height, boolean labels) {
        StringBuilder svg = new StringBuilder();
        StringBuilder lines = new StringBuilder();
        for (int second = 0; second <= seconds; second += step()) {
            lines.append('M').append(at(x(second))).append(" 0V").append(at(height));
            if (labels) {
                svg.append("<text class=\"tick\" text-anchor=\"middle\" x=\"")
                        .append(at(x(second)))
                        .append("\" y=\"")
                        .append(at(height + 16))
                        .append("\">")
                        .append(PageText.clock(second))
                        .append("</text>");
            }
        }
        return "<path class=\"grid\" d=\"" + lines + "\"/>" + svg;
    }
}
