package io.belastbar.load.run;

import io.belastbar.load.result.ErrorClass;
import java.time.Duration;

/**
 * A target that cannot be reached.
 *
 * @param since how long; zero if it was not asked or did answer
 * @param cause why the latest request did not reach it; null with zero
 */
public record TargetAbsence(Duration since, ErrorClass cause) {

    public static final TargetAbsence NONE = new TargetAbsence(Duration.ZERO, null);
}
