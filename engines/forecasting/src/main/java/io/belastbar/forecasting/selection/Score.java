package io.belastbar.forecasting.selection;

/**
 * How a method did in a backtest.
 *
 * @param method its name
 * @param mase the mean absolute error of all folds, in units of the naive method's error of one step inside each fold's history
 * @param foldsWon in how many folds no other was better
 */
public record Score(String method, double mase, int foldsWon) {}
