package io.belastbar.resilience.measure.history;

/** Is shown events one by one, in the order of time. */
@FunctionalInterface
public interface EventVisitor {
    /**
     * @param sequence of the write; 0 where the event is not of a write
     * @param at nanoseconds
     */
    void event(EventKind kind, long sequence, long at);
}
