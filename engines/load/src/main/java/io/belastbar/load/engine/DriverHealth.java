package io.belastbar.load.engine;

/**
 * Where a driver stands.
 *
 * @param open connections
 * @param busy connections with a request in flight
 * @param waiting sends that wait for a connection
 * @param waitingMax most that waited since the previous look
 */
public record DriverHealth(int open, int busy, int waiting, int waitingMax) {}
