package io.belastbar.capacity.history.store;

import io.belastbar.capacity.history.batch.PointBatch;
import io.belastbar.capacity.history.store.KeptBucketRepository.Span;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** The hours and days of a zone. An hour that the clock shows twice is two. */
final class Spans {

    private Spans() {}

    /** Where the hour or day begins that a moment lies in. */
    static Instant floor(Instant at, Span span, ZoneId zone) {
        var local = at.atZone(zone);
        return switch (span) {
            case HOUR -> local.truncatedTo(ChronoUnit.HOURS).toInstant();
            case DAY -> local.toLocalDate().atStartOfDay(zone).toInstant();
        };
    }

    /** Where it ends, from its beginning. */
    static Instant end(Instant start, Span span, ZoneId zone) {
        return switch (span) {
            case HOUR -> floor(start.plus(1, ChronoUnit.HOURS), span, zone);
            case DAY ->
                start.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
        };
    }

    /** The beginnings of all that these moments lie in. */
    static SortedSet<Instant> of(Collection<Instant> moments, Span span, ZoneId zone) {
        var all = new TreeSet<Instant>();
        moments.forEach(moment -> all.add(floor(moment, span, zone)));
        return all;
    }

    /** The same of a batch, in the order of time. */
    static SortedSet<Instant> of(PointBatch batch, Span span, ZoneId zone) {
        var all = new TreeSet<Instant>();
        var end = Long.MIN_VALUE;
        for (long at : batch.at()) {
            if (at >= end) {
                var start = floor(PointBatch.instant(at), span, zone);
                all.add(start);
                end = PointBatch.micros(end(start, span, zone));
            }
        }
        return all;
    }
}
