package io.belastbar.contracts;

/**
 * A measured value with its 95 % confidence interval.
 *
 * @param confidenceLow null where no interval can be given
 * @param confidenceHigh null where no interval can be given
 * @param unit {@code ms}, {@code 1/s}, {@code ratio} (0 to 1), {@code B} or {@code count}
 */
public record MeasuredValue(double value, Double confidenceLow, Double confidenceHigh, String unit) {}
