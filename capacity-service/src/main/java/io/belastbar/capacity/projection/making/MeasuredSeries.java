package io.belastbar.capacity.projection.making;

import io.belastbar.capacity.history.Measure;
import io.belastbar.capacity.projection.Projection.Reading;
import io.belastbar.forecasting.Series;

/**
 * The past of a stored series, as it is carried on.
 *
 * @param values from the first that was measured to the last whole hour, day or week
 * @param measure which value of each hour, day or week
 * @param current the last value, also of a day that is not over
 */
public record MeasuredSeries(Series values, Measure measure, Reading current) {}
