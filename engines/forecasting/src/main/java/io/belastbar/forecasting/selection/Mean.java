package io.belastbar.forecasting.selection;

import io.belastbar.forecasting.method.Method;
import io.belastbar.forecasting.method.Seasons;
import java.util.List;

/**
 * The mean of several methods' forecasts: their errors cancel in part (Bates, Granger 1969).
 *
 * @param methods at least one
 */
record Mean(List<Method> methods) implements Method {

    private static final String PREFIX = "mean-of(";

    Mean {
        methods = List.copyOf(methods);
    }

    /** Of the methods with these names. */
    static Mean named(List<String> names) {
        return new Mean(names.stream().map(Methods::byName).toList());
    }

    static String name(List<String> names) {
        return PREFIX + String.join(",", names) + ")";
    }

    /** Whether a name is one of these. */
    static boolean isName(String name) {
        return name.startsWith(PREFIX) && name.endsWith(")");
    }

    /** The names inside. */
    static List<String> parts(String name) {
        return List.of(name.substring(PREFIX.length(), name.length() - 1).split(","));
    }

    @Override
    public String name() {
        return name(methods.stream().map(Method::name).toList());
    }

    @Override
    public boolean takes(int values, Seasons seasons) {
        return methods.stream().allMatch(method -> method.takes(values, seasons));
    }

    @Override
    public double[] forecast(double[] history, Seasons seasons, int horizon) {
        return of(methods.stream()
                .map(method -> method.forecast(history, seasons, horizon))
                .toList());
    }

    /** The mean of forecasts of the same length. */
    static double[] of(List<double[]> forecasts) {
        var mean = new double[forecasts.getFirst().length];
        for (var forecast : forecasts) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += forecast[i] / forecasts.size();
            }
        }
        return mean;
    }
}
