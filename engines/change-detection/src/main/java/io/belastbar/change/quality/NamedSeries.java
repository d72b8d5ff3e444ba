package io.belastbar.change.quality;

/** A series of a file, by the name of its column. */
public record NamedSeries(String name, double[] values) {}
