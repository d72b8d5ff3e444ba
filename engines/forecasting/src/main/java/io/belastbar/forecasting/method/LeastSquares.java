package io.belastbar.forecasting.method;

/** The straight line of least squares through the history, carried on. */
public record LeastSquares() implements Method {

    @Override
    public String name() {
        return "least-squares";
    }

    @Override
    public boolean takes(int values, Seasons seasons) {
        return values >= 3;
    }

    @Override
    public double[] forecast(double[] history, Seasons seasons, int horizon) {
        int n = history.length;
        double middle = (n - 1) / 2.0;
        double mean = 0;
        double product = 0;
        double spread = 0;
        for (int i = 0; i < n; i++) {
            mean += history[i] / n;
            product += (i - middle) * history[i];
            spread += (i - middle) * (i - middle);
        }
        double slope = product / spread;
        var forecast = new double[horizon];
        for (int i = 0; i < horizon; i++) {
            forecast[i] = mean + slope * (n + i - middle);
        }
        return forecast;
    }
}
