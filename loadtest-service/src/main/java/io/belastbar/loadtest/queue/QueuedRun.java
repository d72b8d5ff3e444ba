package io.belastbar.loadtest.queue;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a run stands that has not begun.
 *
 * @param position 1 is next among the runs of its system
 * @param freeSince since when no run of its own system has stood before it; null while one does
 * @param notAfter when it is not wanted any more; null: nobody said
 */
public record QueuedRun(UUID id, int position, Instant requestedAt, Instant freeSince, Instant notAfter) {}
