package io.belastbar.forecasting.season;

import java.util.List;

/**
 * Several seasons taken out one after the other, each from what the others leave: MSTL (Bandara, Hyndman, Bergmeir 2021).
 *
 * @param seasons one for each period, as long as the values
 * @param trend what varies slowly
 * @param remainder the rest: seasons + trend + remainder are the values
 */
public record Decomposition(List<double[]> seasons, double[] trend, double[] remainder) {

    private static final int ROUNDS = 2;

    /** The paper's: the k-th season is smoothed over 7 + 4·k cycles. */
    private static final int WINDOW = 7;

    private static final int WINDOW_STEP = 4;

    public Decomposition {
        seasons = List.copyOf(seasons);
    }

    /**
     * @param periods the shortest first, at least one; the values hold each twice
     */
    public static Decomposition of(double[] values, List<Integer> periods) {
        int n = values.length;
        double[] rest = values.clone();
        var seasons = new double[periods.size()][n];
        double[] trend = new double[n];
        for (int round = 0; round < (periods.size() == 1 ? 1 : ROUNDS); round++) {
            for (int i = 0; i < seasons.length; i++) {
                add(rest, seasons[i], 1);
                var fit = SeasonByLoess.of(rest, periods.get(i), WINDOW + WINDOW_STEP * (i + 1));
                seasons[i] = fit.season();
                trend = fit.trend();
                add(rest, seasons[i], -1);
            }
        }
        add(rest, trend, -1);
        return new Decomposition(List.of(seasons), trend, rest);
    }

    /** The values without their seasons. */
    public double[] adjusted() {
        double[] adjusted = trend.clone();
        add(adjusted, remainder, 1);
        return adjusted;
    }

    /** The seasons' sum in what follows: the last cycle of each again. */
    public double[] seasonAhead(List<Integer> periods, int horizon) {
        var ahead = new double[horizon];
        for (int s = 0; s < periods.size(); s++) {
            double[] season = seasons.get(s);
            int period = periods.get(s);
            for (int i = 0; i < horizon; i++) {
                ahead[i] += season[season.length - period + i % period];
            }
        }
        return ahead;
    }

    private static void add(double[] to, double[] what, int sign) {
        for (int i = 0; i < to.length; i++) {
            to[i] += sign * what[i];
        }
    }
}
