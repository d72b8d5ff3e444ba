package io.belastbar.forecasting.accuracy;

/** The errors of one method over many series, added up. */
public final class Tally {

    private double smape;
    private double mase;
    private int series;

    /**
     * Adds a series.
     *
     * @param period of the season that the M4 competition scales by
     */
    public void add(double[] history, double[] actual, double[] forecast, int period) {
        smape += Accuracy.smape(actual, forecast);
        mase += Accuracy.mase(history, actual, forecast, period);
        series++;
    }

    public int series() {
        return series;
    }

    public double smape() {
        return smape / series;
    }

    public double mase() {
        return mase / series;
    }

    /** The overall weighted average of M4: the mean of both errors, each relative to that of {@link Naive2}. Below 1 is better than it. */
    public double owa(Tally naive2) {
        return (smape() / naive2.smape() + mase() / naive2.mase()) / 2;
    }
}
