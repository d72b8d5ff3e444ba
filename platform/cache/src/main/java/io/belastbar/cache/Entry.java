package io.belastbar.cache;

/**
 * A value that is kept.
 *
 * @param until the end of its life, in milliseconds since the epoch
 * @param size in characters of JSON
 */
record Entry<T>(T value, long until, int size) {}
