package io.belastbar.jobs.work;

import java.time.Duration;

/** What an attempt brought. */
public sealed interface Outcome {

    /** The item is done. What the handler has closed in a transaction of its own stays as it is. */
    record Done() implements Outcome {}

    /** The item is done for now and due again after this. */
    record Again(Duration after) implements Outcome {}

    /** Nothing came of it; tried again after this, or given up if it was the last attempt. */
    record Later(Duration after, String reason) implements Outcome {}

    /** It was not its turn yet, which is no attempt. */
    record NotYet(Duration after, String reason) implements Outcome {}

    /** Another attempt would not help. */
    record GiveUp(String reason) implements Outcome {}

    Outcome DONE = new Done();
}
