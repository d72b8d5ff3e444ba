package io.belastbar.resilience.measure;

import java.time.Duration;

/**
 * One line of a probe's history.
 *
 * @param at since the history began, by a monotonic clock
 */
public sealed interface ProbeEvent {

    Duration at();

    /** A write was about to be sent: noted durably before it was. */
    record Invoke(long sequence, Duration at) implements ProbeEvent {}

    /** The system said that it has the write. */
    record Acknowledged(long sequence, Duration at) implements ProbeEvent {}

    /** The system refused the write for certain. */
    record Failed(long sequence, Duration at) implements ProbeEvent {}

    /** Whether the system has the write is not known. */
    record Indeterminate(long sequence, Duration at) implements ProbeEvent {}

    /** The fault was injected. */
    record Inject(Duration at) implements ProbeEvent {}
}
