package io.belastbar.load.plan;

/**
 * What one lane may use at once.
 *
 * @param users in the open model; more arrivals wait
 * @param connections at the most; fewer are opened at first, and more when requests wait for one
 */
public record LaneRoom(int users, int connections) {}
