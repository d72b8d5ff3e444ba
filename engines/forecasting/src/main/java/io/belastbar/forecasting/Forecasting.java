package io.belastbar.forecasting;

import io.belastbar.forecasting.interval.Conformal;
import io.belastbar.forecasting.interval.Luck;
import io.belastbar.forecasting.interval.Volatility;
import io.belastbar.forecasting.method.Method;
import io.belastbar.forecasting.method.Naive;
import io.belastbar.forecasting.selection.Choice;
import io.belastbar.forecasting.selection.Methods;
import io.belastbar.forecasting.selection.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The door of this library: a series in, an outlook out. Deterministic. */
public final class Forecasting {

    /** Fewer values than a backtest can part. */
    private static final int VALUES_MIN = 8;

    private Forecasting() {}

    /**
     * Compares all methods on the series' past and carries it on with the best: what costs time, once a week a series.
     *
     * @param horizon at least one step; cut to as far as the data reach: twice their own length
     * @throws IllegalArgumentException if nothing was measured, or the horizon does not lie ahead
     */
    public static Outlook select(Series series, Duration horizon) {
        var prepared = PreparedSeries.of(series, horizon);
        var choice = Selection.of(
                prepared.bridged(), prepared.seasons(), prepared.places(), i -> !Double.isNaN(prepared.measured()[i]));
        return outlook(prepared, choice);
    }

    /** Carries it on with the method that was chosen before, and with that choice's errors: one fit. */
    public static Outlook carryOn(Series series, Duration horizon, Choice kept) {
        return outlook(PreparedSeries.of(series, horizon), kept);
    }

    private static Outlook outlook(PreparedSeries prepared, Choice choice) {
        var series = prepared.series();
        double[] values = series.values();
        double[] forecast =
                method(choice, prepared).forecast(prepared.bridged(), prepared.seasons(), prepared.places());
        double[] expected =
                prepared.clock().offClock(values.length, prepared.bridged()[prepared.bridged().length - 1], forecast);
        Arrays.setAll(expected, i -> series.bounds().hold(expected[i]));
        double[][] errors = Volatility.now(
                errors(choice, prepared.bridged()),
                prepared.bridged(),
                prepared.seasons().periods().stream().reduce(1, Math::max));
        var conformal = new Conformal(errors, values.length, Luck.of(choice, values.length));
        var growth = Growth.of(prepared);
        return new Outlook(
                series.end(),
                series.step(),
                choice,
                expected,
                new PastErrors(prepared, expected, errors, conformal),
                growth.trend(),
                growth.slopePerDay(),
                remarks(prepared, conformal));
    }

    /** A history that became too short for the method that was kept, as after a change of the level, is carried on with its last value. */
    private static Method method(Choice choice, PreparedSeries prepared) {
        var method = Methods.byName(choice.method());
        return method.takes(prepared.bridged().length, prepared.seasons()) ? method : Methods.byName(Naive.NAME);
    }

    /**
     * Without any, as of a history too short for a backtest, the changes from a value to the next stand for them; of a single value nothing is
     * known, so that its error may be as large as itself.
     */
    private static double[][] errors(Choice choice, double[] values) {
        if (choice.errors().length > 0) {
            return choice.errors();
        }
        return values.length == 1
                ? new double[][] {{values[0]}}
                : IntStream.range(1, values.length)
                        .mapToObj(i -> new double[] {values[i] - values[i - 1]})
                        .toArray(double[][]::new);
    }

    private static List<Remark> remarks(PreparedSeries prepared, Conformal conformal) {
        var remarks = new ArrayList<>(prepared.remarks());
        double[] values = prepared.bridged();
        if (values.length < VALUES_MIN) {
            remarks.add(new Remark.TooShort(values.length, VALUES_MIN));
        }
        if (Arrays.stream(values).allMatch(value -> value == values[0])) {
            remarks.add(new Remark.Constant(values[0]));
        }
        if (conformal.errors() < Conformal.needed(0.95)) {
            remarks.add(new Remark.Approximate(conformal.errors()));
        }
        return remarks;
    }
}
