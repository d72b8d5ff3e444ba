package io.belastbar.load.result;

/**
 * What was measured while the load was within one band.
 *
 * @param fromPerSecond offered requests per second, inclusive
 * @param toPerSecond exclusive, except in the highest band
 * @param seconds that lay in the band
 * @param cell everything that ended in these seconds
 */
public record LoadLevel(double fromPerSecond, double toPerSecond, int seconds, Cell cell) {}
