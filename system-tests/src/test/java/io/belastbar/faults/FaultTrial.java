package io.belastbar.faults;

import java.util.List;

/**
 * One kill among three faults, and what was found.
 *
 * @param seed by which it can be had again
 * @param killedAfterMs since the first fault was ordered
 * @param seenInForce faults that were seen in the servers themselves before the kill
 * @param wrong what should not be; empty when the trial is good
 * @param longestMs from the last deadline until nothing was in force any more; -1 when it was so before the deadline
 */
record FaultTrial(
        long seed,
        Victim victim,
        List<OrderedFault> faults,
        long killedAfterMs,
        int seenInForce,
        List<String> wrong,
        long longestMs) {

    String line() {
        return "%-18s after %5d ms, %s, seen in force %d, well %s, seed %d%s"
                .formatted(
                        victim,
                        killedAfterMs,
                        faults,
                        seenInForce,
                        longestMs < 0 ? "before the deadline" : longestMs + " ms after the deadline",
                        seed,
                        wrong.isEmpty() ? "" : "\n  WRONG: " + String.join("\n         ", wrong));
    }
}
