package io.belastbar.chaos.gameday.machine;

import java.time.Duration;
import java.time.Instant;

/** What is to be done now. */
public sealed interface Decision {

    /** Do a step. */
    record Do(Part part, int index) implements Decision {}

    /** Look until the system is as it should be, at most so long. */
    record ProveSteadyState(Duration within) implements Decision {}

    /** The exercise begins: note how things stand, begin to measure, watch the stop conditions. */
    record BeginExercise() implements Decision {}

    /** Look until an expectation holds, at most so long. */
    record LookAt(int expectation, Instant since, Duration within) implements Decision {}

    /** Leave whatever is under way. */
    record LeaveOff() implements Decision {}

    /** Take back every fault and end the load. */
    record ClearFaults() implements Decision {}

    /** End the measuring, read back what is there, and judge. */
    record EndMeasuring() implements Decision {}

    /** Tell those who must know that the system is not as it was. */
    record RaiseAlarm() implements Decision {}
}
