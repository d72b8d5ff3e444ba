package io.belastbar.forecasting;

import io.belastbar.forecasting.history.Recurrence;
import io.belastbar.forecasting.interval.Conformal;
import io.belastbar.forecasting.limit.Beyond;
import io.belastbar.forecasting.limit.FirstPassage;
import io.belastbar.forecasting.limit.LimitDate;
import io.belastbar.forecasting.limit.PeakPaths;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;

/** What may come, judged by the errors that the same method made in the past. */
final class PastErrors implements Outlook.Spread {

    /** Days show what comes back if they hold it so many times. */
    private static final int SEEN_MIN = 3;

    private final Series whole;
    private final Series series;
    private final PreparedSeries prepared;
    private final double[] expected;
    private final double[][] errors;
    private final Conformal conformal;
    private final Supplier<PeakPaths> rising = new Once<>(() -> paths(1));
    private final Supplier<PeakPaths> falling = new Once<>(() -> paths(-1));

    PastErrors(PreparedSeries prepared, double[] expected, double[][] errors, Conformal conformal) {
        this.whole = prepared.whole();
        this.series = prepared.series();
        this.prepared = prepared;
        this.expected = expected;
        this.errors = errors;
        this.conformal = conformal;
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
        var since = Beyond.since(times(whole.values(), sign), PreparedSeries.perDay(whole.step()), sign * limit);
        if (since.isPresent()) {
            return new LimitDate.Reached(whole.at(since.getAsInt()));
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
        double[] worse = times(series.values(), sign);
        if (prepared.seasons().periods().stream().anyMatch(this::comesBackSeldom)) {
            double[][] rows = Arrays.stream(errors).map(row -> times(row, sign)).toArray(double[][]::new);
            return PeakPaths.of(worse[worse.length - 1], times(expected, sign), rows, conformal.luck());
        }
        return new PeakPaths(worse, prepared.perDay(), expected.length);
    }

    /** A year of which there are only two, if it is one: what grows without a year is followed by its days. */
    private boolean comesBackSeldom(int period) {
        return period > Duration.ofDays(7).dividedBy(series.step())
                && SEEN_MIN * period > series.values().length
                && Recurrence.isSeen(prepared.bridged(), period);
    }

    private static double[] times(double[] values, double sign) {
        return Arrays.stream(values).map(value -> sign * value).toArray();
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
