package io.belastbar.forecasting.selection;

import io.belastbar.forecasting.method.Method;
import io.belastbar.forecasting.method.Seasons;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** What methods would have said in the past, beside what came. Keeps each answer, so that means of them cost nothing. */
final class Backtest {

    private final double[] values;
    private final Seasons seasons;
    private final Origins origins;
    private final IntPredicate measured;
    private final double[] scales;
    private final Map<String, double[][]> forecasts = new LinkedHashMap<>();

    /**
     * @param measured by index; what only bridges a gap says nothing about a forecast
     */
    Backtest(double[] values, Seasons seasons, Origins origins, IntPredicate measured) {
        this.values = values;
        this.seasons = seasons;
        this.origins = origins;
        this.measured = measured;
        double whole = step(values, values.length);
        this.scales = origins.ends().stream()
                .mapToDouble(end -> step(values, end))
                .map(scale -> scale > 0 ? scale : whole)
                .toArray();
    }

    /** The naive method's mean error of one step inside a history. */
    private static double step(double[] values, int end) {
        double sum = 0;
        for (int i = 1; i < end; i++) {
            sum += Math.abs(values[i] - values[i - 1]);
        }
        return sum / (end - 1);
    }

    int folds() {
        return scales.length;
    }

    /** Lets a method forecast a fold, once. */
    void run(Method method, int fold) {
        forecasts.computeIfAbsent(method.name(), name -> new double[folds()][])[fold] =
                forecast(method, origins.ends().get(fold), origins.ahead());
    }

    private double[] forecast(Method method, int end, int ahead) {
        return method.forecast(Arrays.copyOf(values, end), seasons, ahead);
    }

    /** Puts the mean of methods that were run in all folds among them. */
    void mean(Mean mean) {
        var means = new double[folds()][];
        for (int fold = 0; fold < means.length; fold++) {
            int number = fold;
            means[fold] = Mean.of(mean.methods().stream()
                    .map(method -> forecasts.get(method.name())[number])
                    .toList());
        }
        forecasts.put(mean.name(), means);
    }

    /** The mean absolute error of a fold, in the naive method's error of one step inside the fold's history. */
    double maseOf(String method, int fold) {
        double[] forecast = forecasts.get(method)[fold];
        int end = origins.ends().get(fold);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < forecast.length; i++) {
            if (measured.test(end + i)) {
                sum += Math.abs(values[end + i] - forecast[i]);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count / scales[fold];
    }

    /** The mean over the first so many folds. */
    double mase(String method, int folds) {
        double sum = 0;
        for (int fold = 0; fold < folds; fold++) {
            sum += maseOf(method, fold);
        }
        return sum / folds;
    }

    /** Actual − forecast of a method from each of these origins, as far as there are values; NaN where nothing was measured. */
    double[][] errors(Method method, List<Integer> ends, int horizon) {
        var errors = new double[ends.size()][];
        for (int row = 0; row < errors.length; row++) {
            int end = ends.get(row);
            double[] error = forecast(method, end, Math.min(horizon, values.length - end));
            for (int i = 0; i < error.length; i++) {
                error[i] = measured.test(end + i) ? values[end + i] - error[i] : Double.NaN;
            }
            errors[row] = error;
        }
        return errors;
    }
}
