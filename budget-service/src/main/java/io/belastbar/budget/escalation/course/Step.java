package io.belastbar.budget.escalation.course;

import java.time.Instant;

/** What a signal leads to. */
public sealed interface Step {

    /** A role is told for the first time; {@code reminder}: when it is told again, null for never. */
    record Begin(Instant due, Instant reminder) implements Step {}

    /** The same escalation is told once more, because it got worse; who acknowledged it had seen less. */
    record Worse(Instant due, Instant reminder) implements Step {}

    /** The same escalation is told once more, because it happened again long after it was told. */
    record Again(Instant due) implements Step {}

    /** It is counted: who must know knows. */
    record Count() implements Step {}
}
