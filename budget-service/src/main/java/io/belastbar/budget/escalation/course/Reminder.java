package io.belastbar.budget.escalation.course;

import java.time.Instant;

/** What becomes of a reminder that is due. */
public sealed interface Reminder {

    /** It is told now, and again {@code next}. */
    record Remind(Instant next) implements Reminder {}

    /** Not yet: its message was not told yet, or it is quiet. */
    record Wait(Instant until) implements Reminder {}

    /** Never again. */
    record End() implements Reminder {}
}
