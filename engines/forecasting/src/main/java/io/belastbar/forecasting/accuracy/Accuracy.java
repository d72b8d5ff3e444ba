package io.belastbar.forecasting.accuracy;

/** How far forecasts lie from what came, as the M4 competition measured it (Makridakis, Spiliotis, Assimakopoulos 2020). */
public final class Accuracy {

    private Accuracy() {}

    /** The symmetric mean absolute percentage error, from 0 to 200. Both 0 is no error. */
    public static double smape(double[] actual, double[] forecast) {
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            double size = Math.abs(actual[i]) + Math.abs(forecast[i]);
            sum += size == 0 ? 0 : 200 * Math.abs(actual[i] - forecast[i]) / size;
        }
        return sum / actual.length;
    }

    /**
     * The mean absolute error in units of the seasonal naive method's error inside the history (Hyndman, Koehler 2006).
     *
     * @param period of the season, 1 without one: the naive method then
     * @return infinite when the history never changes and the forecast errs
     */
    public static double mase(double[] history, double[] actual, double[] forecast, int period) {
        double scale = 0;
        for (int i = period; i < history.length; i++) {
            scale += Math.abs(history[i] - history[i - period]);
        }
        scale /= history.length - period;
        double error = 0;
        for (int i = 0; i < actual.length; i++) {
            error += Math.abs(actual[i] - forecast[i]);
        }
        return error == 0 ? 0 : error / actual.length / scale;
    }
}
