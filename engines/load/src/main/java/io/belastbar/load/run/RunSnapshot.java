package io.belastbar.load.run;

import io.belastbar.load.result.SecondResult;
import java.time.Duration;
import java.util.List;

/**
 * What is new since the previous look at a run.
 *
 * @param seconds that are over
 * @param done whether nothing is in flight and nothing will come
 * @param targetAbsent how long the target has accepted no connection; zero if it was not asked or did answer
 */
public record RunSnapshot(List<SecondResult> seconds, boolean done, Duration targetAbsent) {

    public RunSnapshot {
        seconds = List.copyOf(seconds);
    }
}
