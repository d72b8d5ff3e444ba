package io.belastbar.load.run;

import io.belastbar.load.result.SecondResult;
import java.util.List;
import java.util.Optional;

/**
 * What is new since the previous look at a run.
 *
 * @param seconds that are over
 * @param done whether nothing is in flight and nothing will come
 * @param targetAbsent how long the target could not be reached, and why
 * @param failure a fault of the generator's own, which has stopped a lane, or a {@link LaneSilent}; null for none
 */
public record RunSnapshot(List<SecondResult> seconds, boolean done, TargetAbsence targetAbsent, Throwable failure) {

    public RunSnapshot {
        seconds = List.copyOf(seconds);
    }

    /** What is wrong with a lane; the run has to be ended. */
    public Optional<Throwable> fault() {
        return Optional.ofNullable(failure);
    }
}
