package io.belastbar.budget.measurement.prometheus;

import io.belastbar.budget.measurement.prometheus.counter.CounterState;
import java.time.Instant;

/**
 * Up to when a measurement was collected.
 *
 * @param counters what its counters read then; null for a query
 */
record CollectionProgress(Instant at, CounterState counters) {}
