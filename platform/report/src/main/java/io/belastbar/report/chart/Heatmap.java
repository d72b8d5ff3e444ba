package io.belastbar.report.chart;

import static io.belastbar.report.chart.Svg.at;

import io.belastbar.report.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** How values are distributed over time: columns of time, rows of size, darker where more lie. */
public final class Heatmap {

    public static final int LEVELS = 7;
    private static final int COLUMNS_MAX = 150;
    private static final double ROW_HEIGHT = 9;

    private final TimeAxis axis;
    private final List<long[]> columns = new ArrayList<>();
    private final int secondsPerColumn;
    private int lowest = Integer.MAX_VALUE;
    private int highest = -1;
    private long most;

    /** @param points how many values lie in each bin, for stretches of equal length */
    public Heatmap(List<int[]> points, int secondsPerPoint, TimeAxis axis) {
        this.axis = axis;
        int pointsPerColumn = Math.max(1, Math.ceilDiv(points.size(), COLUMNS_MAX));
        this.secondsPerColumn = pointsPerColumn * secondsPerPoint;
        for (int index = 0; index < points.size(); index += pointsPerColumn) {
            long[] bins = new long[points.getFirst().length];
            int end = Math.min(points.size(), index + pointsPerColumn);
            points.subList(index, end).forEach(point -> add(bins, point));
            columns.add(bins);
        }
    }

    private void add(long[] sum, int[] bins) {
        for (int bin = 0; bin < sum.length; bin++) {
            sum[bin] += bins[bin];
            if (sum[bin] > 0) {
                lowest = Math.min(lowest, bin);
                highest = Math.max(highest, bin);
                most = Math.max(most, sum[bin]);
            }
        }
    }

    public boolean empty() {
        return highest < 0;
    }

    public int secondsPerColumn() {
        return secondsPerColumn;
    }

    /** Most values in one field. */
    public long most() {
        return most;
    }

    /**
     * @param binsPerLabel labels stand where a bin's number is a multiple of this
     * @param edges what the lower edge of a bin is called
     */
    public Markup draw(int binsPerLabel, IntFunction<String> edges, String description) {
        double height = (highest - lowest + 1) * ROW_HEIGHT;
        Svg svg = Svg.open("chart heat", "0 -8 " + TimeAxis.TOTAL + " " + at(height + 30), description);
        axis.grid(svg, height, true);
        StringBuilder[] levels = levels();
        for (int level = 0; level < LEVELS; level++) {
            if (!levels[level].isEmpty()) {
                svg.path("h" + (level + 1), levels[level]);
            }
        }
        boolean few = highest - lowest < binsPerLabel;
        for (int bin = lowest; bin <= highest + 1; bin++) {
            if (bin % binsPerLabel == 0 || few && (bin == lowest || bin == highest + 1)) {
                svg.text("tick", "end", TimeAxis.LEFT - 8, y(bin - 1) + 4, edges.apply(bin));
            }
        }
        return svg.path("cursor", "").close();
    }

    /** Fields of one colour as one path: a page of them stays small. */
    private StringBuilder[] levels() {
        StringBuilder[] levels = new StringBuilder[LEVELS];
        for (int level = 0; level < LEVELS; level++) {
            levels[level] = new StringBuilder();
        }
        for (int column = 0; column < columns.size(); column++) {
            double x = axis.x((double) column * secondsPerColumn);
            double width = axis.x(Math.min(axis.seconds(), (column + 1.0) * secondsPerColumn)) - x;
            for (int bin = lowest; bin <= highest; bin++) {
                long count = columns.get(column)[bin];
                if (count > 0) {
                    levels[level(count)].append('M').append(at(x)).append(' ').append(at(y(bin)));
                    levels[level(count)]
                            .append('h')
                            .append(at(width))
                            .append('v')
                            .append(at(ROW_HEIGHT));
                    levels[level(count)].append('h').append(at(-width)).append('z');
                }
            }
        }
        return levels;
    }

    private double y(int bin) {
        return (highest - bin) * ROW_HEIGHT;
    }

    /** By the logarithm, so that a few slow requests among many fast ones are seen. */
    private int level(long count) {
        double share = most <= 1 ? 1 : Math.log(count) / Math.log(most);
        return (int) Math.min(LEVELS - 1, Math.floor(share * LEVELS));
    }
}
