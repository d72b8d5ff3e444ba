package io.belastbar.forecasting;

import io.belastbar.forecasting.interval.Conformal;
import io.belastbar.forecasting.limit.FirstPassage;
import io.belastbar.forecasting.limit.LimitDate;
import io.belastbar.forecasting.limit.PeakPaths;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;

/** What may come, judged by the errors that the same method made in the past. */
final class PastErrors implements Outlook.Spread {

    private final Series series;
    private final double[] expected;
    private final Conformal conformal;
    private final Supplier<PeakPaths> rising;
    private final Supplier<PeakPaths> falling;

    PastErrors(Series series, double[] expected, Conformal conformal) {
        this.series = series;
        this.expected = expected;
        this.conformal = conformal;
        this.rising = new Once<>(() -> paths(1));
        this.falling = new Once<>(() -> paths(-1));
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
        var passage = (lowerIsWorse ? falling : rising).get().passage(sign * limit);
        if (passage.by(0.1) == FirstPassage.NEVER || !possible(limit, lowerIsWorse)) {
            return new LimitDate.NotWithin(at(expected.length));
        }
        return new LimitDate.Expected(date(passage.by(0.1)), date(passage.by(0.5)), date(passage.by(0.9)));
    }

    private boolean possible(double limit, boolean lowerIsWorse) {
        return lowerIsWorse
                ? limit >= series.bounds().floor()
                : limit <= series.bounds().cap();
    }

    private PeakPaths paths(double sign) {
        int perDay = PreparedSeries.perDay(series.step());
        double[] worse =
                Arrays.stream(series.values()).map(value -> sign * value).toArray();
        return new PeakPaths(worse, perDay, expected.length);
    }

    private Instant since(double[] values, double limit, double sign) {
        int since = values.length - 1;
        for (int i = since; i >= 0 && !(sign * values[i] < sign * limit); i--) {
            since = Double.isNaN(values[i]) ? since : i;
        }
        return series.at(since);
    }

    private Instant date(double steps) {
        return steps == FirstPassage.NEVER
                ? null
                : series.end().plusMillis(Math.round(steps * series.step().toMillis()));
    }

    private Instant at(int ahead) {
        return series.at(series.values().length - 1 + ahead);
    }

    /** Made when it is first asked for, since most forecasts meet no limit. */
    private static final class Once<T> implements Supplier<T> {
        private final Supplier<T> maker;
        private T made;

        private Once(Supplier<T> maker) {
            this.maker = maker;
        }

        @Override
        public synchronized T get() {
            if (made == null) {
                made = maker.get();
            }
            return made;
        }
    }
}
