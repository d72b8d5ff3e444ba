package io.belastbar.chaos.fault.driver;

import io.belastbar.chaos.fault.action.FaultAction;
import io.belastbar.report.Sentence;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Breaks one kind of thing and takes it back. Every call is idempotent by the fault's id, and blocks. */
public interface FaultDriver<A extends FaultAction> {

    Class<A> action();

    /** Why this cannot be done here, and what to do about it; empty if it can. Changes nothing: a dry run asks it. */
    Optional<Sentence> impossible(String system, A action) throws InterruptedException;

    /**
     * Settles what must be written down before anything is broken: which instance chance chose, what the undo puts back.
     * Changes nothing.
     *
     * @throws IOException if the target does not tell
     */
    default A settle(String system, A action, RandomGenerator chance) throws IOException, InterruptedException {
        return action;
    }

    /**
     * Breaks it. The target itself lets go at {@code notAfter}, also when nobody is left to tell it.
     *
     * @throws IOException if the target did not confirm; whether it is broken is then not known
     */
    void inject(UUID fault, A action, Instant notAfter) throws IOException, InterruptedException;

    /** Takes it back, also when its injection arrives only later. Twice does no harm; a newer fault stays. */
    void clear(UUID fault, A action) throws IOException, InterruptedException;

    /** Whether the target says that nothing of this fault is in force any more. */
    boolean isCleared(UUID fault, A action) throws IOException, InterruptedException;
}
