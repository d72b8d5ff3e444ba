package io.belastbar.examples.smartbav.offer;

/** A quote, and whether it is the last known one instead of a fresh one. */
public record Price(Quote quote, boolean stale) {}
