package io.belastbar.forecasting.method;

/** One way to carry a series on. Deterministic and without state: the same history gives the same forecast. */
public interface Method {

    /** As it is told and stored, for example {@code theil-sen}. */
    String name();

    /** Whether it can say anything about a history of that many values. */
    boolean takes(int values, Seasons seasons);

    /**
     * The values that follow.
     *
     * @param history finite values, oldest first, as many as {@link #takes} asks
     * @param seasons that the history has
     * @param horizon how many values, at least 1
     * @return finite values, the next one first
     */
    double[] forecast(double[] history, Seasons seasons, int horizon);
}
