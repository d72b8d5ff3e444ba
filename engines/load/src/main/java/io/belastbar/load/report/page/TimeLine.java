package io.belastbar.load.report.page;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.SecondSeries.SecondVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A run cut into at most {@value #POINTS_MAX} points of equal length, for charts.
 *
 * @param secondsPerPoint 1: nothing was put together
 */
public record TimeLine(List<TimePoint> points, int secondsPerPoint) {

    public static final int POINTS_MAX = 600;

    public static TimeLine of(RunResult result) {
        return new Cutter(result).cut();
    }

    public int seconds() {
        return points.isEmpty() ? 0 : points.getLast().fromSecond() + secondsPerPoint;
    }

    public double[] values(ToDoubleFunction<TimePoint> value) {
        return points.stream().mapToDouble(value).toArray();
    }

    private static final class Cutter implements SecondVisitor {

        private final RunResult result;
        private final List<TimePoint> points = new ArrayList<>();
        private final int step;
        private Cell cell = new Cell();
        private int users;
        private double lateness;
        private int from;

        Cutter(RunResult result) {
            this.result = result;
            int last = Math.max(0, result.seconds().lastSecond());
            this.step = Math.max(1, (int) Math.ceil((last + 1) / (double) POINTS_MAX));
        }

        TimeLine cut() {
            result.seconds().visit(this);
            if (result.seconds().size() > 0) {
                close();
            }
            return new TimeLine(List.copyOf(points), step);
        }

        @Override
        public void begin(Head second) {
            while (second.second() >= from + step) {
                close();
            }
            users = Math.max(users, second.users());
            lateness = Math.max(lateness, second.generator().latenessP99Micros() / 1e3);
        }

        @Override
        public List<Cell> targets(CellKey key) {
            return List.of(cell);
        }

        @Override
        public void end(Head second) {
            // The point may go on with the next second.
        }

        private void close() {
            double known = result.provenance().highestKnownPercentile();
            points.add(TimePoint.of(from, step, cell, users, lateness, known));
            cell = new Cell();
            users = 0;
            lateness = 0;
            from += step;
        }
    }
}
