package io.belastbar.capacity.history;

import java.time.Instant;
import java.time.ZoneId;

/**
 * A series whose values are kept.
 *
 * @param id of the row, inside this service only
 * @param unit of the values as they are kept; of a counter, that of its rate
 * @param zone in which its days begin
 * @param source where its values come from: {@code upload}, {@code prometheus}, {@code test-runs}, {@code budget-service}
 * @param first and last moment of a value; null without values
 */
public record StoredSeries(
        long id,
        String system,
        String metric,
        String unit,
        SeriesKind kind,
        ZoneId zone,
        String source,
        Instant first,
        Instant last) {}
