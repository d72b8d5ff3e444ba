package io.belastbar.forecasting;

import io.belastbar.change.rank.Location;
import io.belastbar.forecasting.selection.Choice;
import io.belastbar.forecasting.selection.Score;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The last value, or a straight line from it: until there are more methods to compare. */
final class FirstChoice {

    private static final int FOLDS = 8;
    private static final int VALUES_MAX = 120;

    private FirstChoice() {}

    static Choice of(double[] values, int horizon) {
        double[][] naive = errors("naive", values, horizon);
        double[][] line = errors("theil-sen", values, horizon);
        double naiveMean = mean(naive);
        double lineMean = mean(line);
        if (naive.length == 0) {
            return new Choice("naive", List.of(), new Score("naive", 1, 0), 0, new double[0][]);
        }
        var first = new Score("naive", 1, naive.length);
        var second = new Score("theil-sen", naiveMean == 0 ? 1 : lineMean / naiveMean, 0);
        boolean straight = lineMean < naiveMean;
        return new Choice(
                straight ? second.method() : first.method(),
                straight ? List.of(second, first) : List.of(first, second),
                first,
                naive.length,
                straight ? line : naive);
    }

    static double[] forecast(String method, double[] values, int horizon) {
        double slope = method.equals("naive") ? 0 : slope(values);
        double[] forecast = new double[horizon];
        Arrays.setAll(forecast, i -> values[values.length - 1] + (i + 1) * slope);
        return forecast;
    }

    static double slope(double[] values) {
        int stride = Math.max(1, values.length / VALUES_MAX);
        double[] thin = IntStream.range(0, values.length / stride)
                .mapToDouble(i -> values[i * stride])
                .toArray();
        return Location.slope(List.of(thin)) / stride;
    }

    private static double[][] errors(String method, double[] values, int horizon) {
        int first = Math.max(4, values.length / 2);
        int stride = Math.max(1, (values.length - first) / FOLDS);
        return IntStream.iterate(first, origin -> origin < values.length, origin -> origin + stride)
                .mapToObj(origin -> {
                    int length = Math.min(horizon, values.length - origin);
                    double[] forecast = forecast(method, Arrays.copyOf(values, origin), length);
                    double[] row = new double[length];
                    Arrays.setAll(row, h -> values[origin + h] - forecast[h]);
                    return row;
                })
                .toArray(double[][]::new);
    }

    private static double mean(double[][] errors) {
        return Arrays.stream(errors)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .average()
                .orElse(0);
    }
}
