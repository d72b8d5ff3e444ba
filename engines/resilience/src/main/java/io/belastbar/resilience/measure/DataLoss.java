package io.belastbar.resilience.measure;

import io.belastbar.resilience.measure.sequence.SequenceRange;
import java.time.Duration;
import java.util.List;

/** What was acknowledged and is not there (RPO as it was measured). */
public sealed interface DataLoss {

    /**
     * @param rows writes that were acknowledged and not read back
     * @param time from the oldest of them to the last that was acknowledged before the outage; zero if none is lost
     * @param lost the first of them
     */
    record Known(long rows, Duration time, List<SequenceRange> lost) implements DataLoss {}

    /** Never zero: nobody looked. */
    record Unknown(Why because) implements DataLoss {}

    /** Why it is not known. */
    enum Why {
        NO_READ_BACK,
        /** Every write was acknowledged after the reading had ended. */
        READ_BACK_TOO_EARLY
    }
}
