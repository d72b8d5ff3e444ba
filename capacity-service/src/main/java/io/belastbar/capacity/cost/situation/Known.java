package io.belastbar.capacity.cost.situation;

import io.belastbar.report.Sentence;

/**
 * A figure and where it is from.
 *
 * @param source for a person: "forecasts.yml, per_mandant", "measured, database.size"
 */
public record Known(double value, Sentence source) {}
