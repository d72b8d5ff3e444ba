package io.belastbar.jobs.trace;

/** A transaction that knows in which trace it is at work. */
public interface TracedTransaction {

    /** Its {@code traceparent}; null where it is in none of its own. */
    String traceparent();
}
