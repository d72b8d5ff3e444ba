package io.belastbar.jobs.work;

/** What is done with the items of a queue. Blocking; on a virtual thread for each item. */
public interface WorkHandler<T> {

    /**
     * One attempt. A failure counts as one, whatever its kind. To store its effect and close the item in one
     * transaction, call {@link LeasedWork#finish} there: it fails if the item is no longer held. The thread is
     * interrupted when the lease ends or is lost, unless {@link HeldWork#whenEnded} says what to do instead.
     */
    Outcome handle(HeldWork<T> held) throws InterruptedException;

    /**
     * The item is not tried again; for whoever wants to record it, in one transaction with {@link LeasedWork#finish}. If
     * this fails, it is called again later. The payload may be what could not be read.
     */
    default void givenUp(HeldWork<T> held, String reason) throws InterruptedException {}
}
