package io.belastbar.load.verdict;

import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.report.Sentence;

/** Why a run ended. */
public sealed interface RunEnding {

    /** The plan was done and every request in flight was awaited. */
    record Completed() implements RunEnding {}

    /** A threshold with abort-on-fail was broken. */
    record ThresholdBroken(ThresholdResult broken) implements RunEnding {}

    /** Anything else: cancelled, the target gone, the service stopped. */
    record Early(Sentence why) implements RunEnding {}
}
