package io.belastbar.load.engine;

/**
 * How far the test data of a lane reached.
 *
 * @param begun iterations that got their rows
 * @param unbegun iterations that were planned by then or would have come until the end of the plan, and did not begin;
 *     where they are drawn, as many as the plan expects. 0 in the closed model, which plans users rather than iterations
 * @param usedUpAtNanos when an iteration found no row, on the lane's clock; {@link #NEVER} if there was one for each
 */
public record DataUse(long begun, long unbegun, long usedUpAtNanos) {

    public static final long NEVER = Long.MAX_VALUE;

    public boolean usedUp() {
        return usedUpAtNanos != NEVER;
    }
}
