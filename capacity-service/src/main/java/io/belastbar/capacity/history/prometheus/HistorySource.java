package io.belastbar.capacity.history.prometheus;

import io.belastbar.capacity.history.SeriesKind;
import java.time.Duration;

/**
 * A series that is read from Prometheus.
 *
 * @param query that gives one series
 * @param step between two values
 * @param zone in which its days begin
 */
record HistorySource(String metric, String query, String unit, SeriesKind kind, String zone, Duration step) {}
