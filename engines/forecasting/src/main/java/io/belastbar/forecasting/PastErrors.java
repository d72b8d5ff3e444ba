package io.belastbar.forecasting;

import io.belastbar.forecasting.interval.Conformal;
import io.belastbar.forecasting.limit.FirstPassage;
import io.belastbar.forecasting.limit.LimitDate;
import java.time.Instant;
import java.util.Arrays;

/** What may come, judged by the errors that the same method made in the past. */
final class PastErrors implements Outlook.Spread {

    private final Series series;
    private final double[] expected;
    private final Conformal conformal;
    private final double[][] errors;

    PastErrors(Series series, double[] expected, Conformal conformal, double[][] errors) {
        this.series = series;
        this.expected = expected;
        this.conformal = conformal;
        this.errors = errors;
    }

    @Override
    public Outlook.Interval interval(int ahead, double level) {
        if (ahead < 1 || ahead > expected.length) {
            throw new IllegalArgumentException("a step ahead is between 1 and " + expected.length + ": was " + ahead);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level is between 0 and 1: was " + level);
        }
        double half = conformal.half(ahead, level);
        double middle = expected[ahead - 1];
        return new Outlook.Interval(
                series.bounds().hold(middle - half),
                series.bounds().hold(middle + half),
                conformal.errors() < Conformal.needed(level));
    }

    @Override
    public LimitDate reaches(double limit, boolean lowerIsWorse) {
        if (!Double.isFinite(limit)) {
            throw new IllegalArgumentException("a limit is finite: was " + limit);
        }
        double sign = lowerIsWorse ? -1 : 1;
        double[] values = series.values();
        if (sign * values[values.length - 1] >= sign * limit) {
            return new LimitDate.Reached(since(values, limit, sign));
        }
        var passage = FirstPassage.of(paths(sign), sign * limit);
        if (passage.by(0.1) == FirstPassage.NEVER) {
            return new LimitDate.NotWithin(at(expected.length));
        }
        return new LimitDate.Expected(date(passage.by(0.1)), date(passage.by(0.5)), date(passage.by(0.9)));
    }

    private Instant since(double[] values, double limit, double sign) {
        int since = values.length - 1;
        for (int i = since; i >= 0 && !(sign * values[i] < sign * limit); i--) {
            since = Double.isNaN(values[i]) ? since : i;
        }
        return series.at(since);
    }

    private double[][] paths(double sign) {
        if (errors.length == 0) {
            return new double[][] {
                Arrays.stream(expected).map(value -> sign * value).toArray()
            };
        }
        return Arrays.stream(errors).map(row -> path(row, sign)).toArray(double[][]::new);
    }

    /** Beyond its end a row goes on with its last error, as large as errors are so far ahead. */
    private double[] path(double[] row, double sign) {
        double[] path = new double[expected.length];
        double last = 0;
        for (int i = 0; i < path.length; i++) {
            if (i < row.length) {
                last = Double.isNaN(row[i]) ? last : row[i];
                path[i] = last;
            } else {
                path[i] = last * growth(row.length, i);
            }
            path[i] = sign * series.bounds().hold(expected[i] + path[i]);
        }
        return path;
    }

    private double growth(int seen, int i) {
        var scale = conformal.scale();
        return scale.a() == 0 || seen == 0 ? 1 : scale.at(i + 1) / scale.at(seen);
    }

    private Instant date(int steps) {
        return steps == FirstPassage.NEVER ? null : at(steps);
    }

    private Instant at(int ahead) {
        return series.at(series.values().length - 1 + ahead);
    }
}
