package io.belastbar.load.report.chart;

import static io.belastbar.load.report.chart.Scale.at;

import java.util.ArrayList;
import java.util.List;

/** How response times are distributed over time: columns of time, rows of time taken, darker where more requests lie. */
public final class Heatmap {

    public static final int LEVELS = 7;
    private static final int COLUMNS_MAX = 150;
    private static final double ROW_HEIGHT = 9;

    private final TimeAxis axis;
    private final List<long[]> columns = new ArrayList<>();
    private final int pointsPerColumn;
    private final int secondsPerColumn;
    private int lowest = TimePoint.BINS;
    private int highest = -1;
    private long most;

    public Heatmap(TimeLine time, TimeAxis axis) {
        this.axis = axis;
        this.pointsPerColumn = Math.max(1, (int) Math.ceil(time.points().size() / (double) COLUMNS_MAX));
        this.secondsPerColumn = pointsPerColumn * time.secondsPerPoint();
        for (int index = 0; index < time.points().size(); index += pointsPerColumn) {
            long[] bins = new long[TimePoint.BINS];
            int end = Math.min(time.points().size(), index + pointsPerColumn);
            time.points().subList(index, end).forEach(point -> addTo(bins, point.bins()));
            columns.add(bins);
            look(bins);
        }
    }

    private static void addTo(long[] sum, int[] bins) {
        for (int bin = 0; bin < sum.length; bin++) {
            sum[bin] += bins[bin];
        }
    }

    private void look(long[] bins) {
        for (int bin = 0; bin < bins.length; bin++) {
            if (bins[bin] > 0) {
                lowest = Math.min(lowest, bin);
                highest = Math.max(highest, bin);
                most = Math.max(most, bins[bin]);
            }
        }
    }

    public boolean empty() {
        return highest < 0;
    }

    public int secondsPerColumn() {
        return secondsPerColumn;
    }

    /** Most requests in one field. */
    public long most() {
        return most;
    }

    public String svg(PageText text, String description) {
        int rows = highest - lowest + 1;
        double height = rows * ROW_HEIGHT;
        StringBuilder[] levels = new StringBuilder[LEVELS];
        for (int column = 0; column < columns.size(); column++) {
            for (int bin = lowest; bin <= highest; bin++) {
                long count = columns.get(column)[bin];
                if (count > 0) {
                    int level = level(count);
                    levels[level] = levels[level] == null ? new StringBuilder() : levels[level];
                    field(levels[level], column, bin);
                }
            }
        }
        StringBuilder svg = new StringBuilder("<svg class=\"chart heat\" viewBox=\"0 -8 " + TimeAxis.TOTAL + " "
                + at(height + 30) + "\" role=\"img\" aria-label=\"" + PageText.escape(description) + "\">");
        svg.append(axis.grid(height, true));
        for (int level = 0; level < LEVELS; level++) {
            if (levels[level] != null) {
                svg.append("<path class=\"h")
                        .append(level + 1)
                        .append("\" d=\"")
                        .append(levels[level])
                        .append("\"/>");
            }
        }
        decades(svg, text);
        return svg.append("<path class=\"cursor\" d=\"\"/></svg>").toString();
    }

    /** By the logarithm, so that a few slow requests among many fast ones are seen. */
    private int level(long count) {
        double share = most <= 1 ? 1 : Math.log(count) / Math.log(most);
        return (int) Math.min(LEVELS - 1, Math.floor(share * LEVELS));
    }

    private void field(StringBuilder path, int column, int bin) {
        double x = axis.x((double) column * secondsPerColumn);
        double width = axis.x(Math.min(axis.seconds(), (column + 1.0) * secondsPerColumn)) - x;
        path.append('M')
                .append(at(x))
                .append(' ')
                .append(at((highest - bin) * ROW_HEIGHT))
                .append('h')
                .append(at(width))
                .append('v')
                .append(at(ROW_HEIGHT))
                .append('h')
                .append(at(-width))
                .append('z');
    }

    private void decades(StringBuilder svg, PageText text) {
        for (int bin = lowest; bin <= highest + 1; bin++) {
            boolean decade = bin % TimePoint.BINS_PER_DECADE == 0;
            boolean few = highest - lowest < TimePoint.BINS_PER_DECADE && (bin == lowest || bin == highest + 1);
            if (decade || few) {
                double y = (highest + 1 - bin) * ROW_HEIGHT;
                svg.append("<text class=\"tick\" text-anchor=\"end\" x=\"")
                        .append(TimeAxis.LEFT - 8)
                        .append("\" y=\"")
                        .append(at(y + 4))
                        .append("\">")
                        .append(text.millis(TimePoint.lowerEdgeMs(bin)))
                        .append("</text>");
            }
        }
    }
}
