package io.belastbar.budget.series;

/** The newest value of a series. */
public record LatestPoint(SeriesKey key, SeriesPoint point) {}
