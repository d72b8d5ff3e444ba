package io.belastbar.capacity.history.store;

import io.belastbar.capacity.history.Bucket;
import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.store.KeptSeriesRepository.KeptSeries;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Hours made of values, and days made of hours. Where they begin and end is said by the caller, who knows the zone. */
@ApplicationScoped
class KeptBucketRepository {

    /** How long what is rolled up lasts. */
    enum Span {
        HOUR("H"),
        DAY("D");

        private final String letter;

        Span(String letter) {
            this.letter = letter;
        }

        String letter() {
            return letter;
        }
    }

    /** Makes these hours anew from the values as they were measured. */
    Uni<Void> rollUpHours(SqlConnection transaction, KeptSeries series, Collection<Instant> starts) {
        return series.kind() == SeriesKind.COUNTER
                ? rollUpRates(transaction, series, starts)
                : rollUpLevels(transaction, series, starts);
    }

    private static Uni<Void> rollUpLevels(SqlConnection transaction, KeptSeries series, Collection<Instant> starts) {
        return transaction
                .preparedQuery("""
                        INSERT INTO history_bucket (series_id, span, at, minimum, maximum, total, count, late, resets)
                        SELECT $1, 'H', hour.start, made.*
                          FROM unnest($2::timestamptz[], $3::timestamptz[]) AS hour (start, ending), LATERAL (
                               SELECT min(value), max(value), sum(value), count(*), count(*) FILTER (WHERE late), 0
                                 FROM history_point p
                                WHERE p.series_id = $1 AND p.at >= hour.start AND p.at < hour.ending)
                               AS made (minimum, maximum, total, count, late, resets)
                         WHERE made.count > 0
                            ON CONFLICT (series_id, span, at) DO UPDATE
                           SET minimum = excluded.minimum, maximum = excluded.maximum, total = excluded.total,
                               count = excluded.count, late = excluded.late""")
                .execute(Tuple.of(series.id(), starts(starts), ends(starts, Span.HOUR, series)))
                .replaceWithVoid();
    }

    /** The rate at a value is since the one before it, wherever that lies; see {@code Bucket.rates}. */
    private static Uni<Void> rollUpRates(SqlConnection transaction, KeptSeries series, Collection<Instant> starts) {
        return transaction
                .preparedQuery("""
                        INSERT INTO history_bucket (series_id, span, at, minimum, maximum, total, count, late, resets)
                        SELECT $1, 'H', hour.start, made.*
                          FROM unnest($2::timestamptz[], $3::timestamptz[]) AS hour (start, ending), LATERAL (
                               SELECT min(rate), max(rate), sum(rate), count(*), count(*) FILTER (WHERE late),
                                      count(*) FILTER (WHERE reset)
                                 FROM (SELECT p.late, p.value < before.value AS reset,
                                              (p.value - CASE WHEN p.value < before.value THEN 0 ELSE before.value END)
                                              / extract(epoch FROM p.at - before.at)::float8 AS rate
                                         FROM history_point p, LATERAL (
                                              SELECT q.at, q.value FROM history_point q
                                               WHERE q.series_id = $1 AND q.at < p.at
                                               ORDER BY q.at DESC LIMIT 1) AS before
                                        WHERE p.series_id = $1 AND p.at >= hour.start AND p.at < hour.ending) AS rated
                               ) AS made (minimum, maximum, total, count, late, resets)
                         WHERE made.count > 0
                            ON CONFLICT (series_id, span, at) DO UPDATE
                           SET minimum = excluded.minimum, maximum = excluded.maximum, total = excluded.total,
                               count = excluded.count, late = excluded.late, resets = excluded.resets""")
                .execute(Tuple.of(series.id(), starts(starts), ends(starts, Span.HOUR, series)))
                .replaceWithVoid();
    }

    /** Makes these days anew from their hours. */
    Uni<Void> rollUpDays(SqlConnection transaction, KeptSeries series, Collection<Instant> starts) {
        return transaction
                .preparedQuery("""
                        INSERT INTO history_bucket (series_id, span, at, minimum, maximum, total, count, late, resets)
                        SELECT $1, 'D', day.start, made.*
                          FROM unnest($2::timestamptz[], $3::timestamptz[]) AS day (start, ending), LATERAL (
                               SELECT min(minimum), max(maximum), sum(total), sum(count), sum(late), sum(resets)
                                 FROM history_bucket h
                                WHERE h.series_id = $1 AND h.span = 'H' AND h.at >= day.start AND h.at < day.ending)
                               AS made (minimum, maximum, total, count, late, resets)
                         WHERE made.count > 0
                            ON CONFLICT (series_id, span, at) DO UPDATE
                           SET minimum = excluded.minimum, maximum = excluded.maximum, total = excluded.total,
                               count = excluded.count, late = excluded.late, resets = excluded.resets""")
                .execute(Tuple.of(series.id(), starts(starts), ends(starts, Span.DAY, series)))
                .replaceWithVoid();
    }

    /** Of these hours or days, those that are kept with other values: more, fewer, or of another size. */
    Uni<List<Bucket>> differences(SqlConnection transaction, KeptSeries series, Span span, List<Bucket> sent) {
        return transaction
                .preparedQuery("""
                        SELECT kept.at, kept.minimum, kept.maximum, kept.total, kept.count, kept.late, kept.resets
                          FROM unnest($3::timestamptz[], $4::float8[], $5::float8[], $6::float8[], $7::int[])
                               AS given (at, minimum, maximum, total, count)
                          JOIN history_bucket kept
                            ON kept.series_id = $1 AND kept.span = $2::text::"char" AND kept.at = given.at
                         WHERE kept.count <> given.count
                            OR abs(kept.minimum - given.minimum) > 1e-9 * abs(kept.minimum)
                            OR abs(kept.maximum - given.maximum) > 1e-9 * abs(kept.maximum)
                            OR abs(kept.total - given.total) > 1e-9 * kept.count
                                                               * greatest(abs(kept.minimum), abs(kept.maximum))
                         ORDER BY kept.at""")
                .execute(columns(series, span, sent))
                .map(rows -> {
                    var all = new ArrayList<Bucket>();
                    rows.forEach(row -> all.add(new Bucket(
                            row.getOffsetDateTime("at").toInstant(),
                            row.getDouble("minimum"),
                            row.getDouble("maximum"),
                            row.getDouble("total"),
                            row.getInteger("count"),
                            row.getInteger("late"),
                            row.getInteger("resets"))));
                    return all;
                });
    }

    /**
     * Adds the hours or days that are not there yet, and tells their beginnings.
     *
     * @param replaced the beginnings of those that take another one's place
     */
    Uni<Set<Instant>> put(
            SqlConnection transaction, KeptSeries series, Span span, List<Bucket> sent, Set<Instant> replaced) {
        return transaction
                .preparedQuery("""
                        INSERT INTO history_bucket (series_id, span, at, minimum, maximum, total, count, late, resets)
                        SELECT $1, $2::text::"char", given.*
                          FROM unnest($3::timestamptz[], $4::float8[], $5::float8[], $6::float8[], $7::int[], $8::int[],
                                      $9::int[]) AS given (at, minimum, maximum, total, count, late, resets)
                            ON CONFLICT (series_id, span, at) DO UPDATE
                           SET minimum = excluded.minimum, maximum = excluded.maximum, total = excluded.total,
                               count = excluded.count, late = excluded.late, resets = excluded.resets
                         WHERE history_bucket.at = ANY ($10::timestamptz[])
                        RETURNING at, xmax = 0 AS added""")
                .execute(columns(series, span, sent)
                        .addArrayOfInteger(sent.stream().map(Bucket::late).toArray(Integer[]::new))
                        .addArrayOfInteger(sent.stream().map(Bucket::resets).toArray(Integer[]::new))
                        .addArrayOfOffsetDateTime(starts(replaced)))
                .map(rows -> {
                    var added = new HashSet<Instant>();
                    rows.forEach(row -> {
                        if (row.getBoolean("added")) {
                            added.add(row.getOffsetDateTime("at").toInstant());
                        }
                    });
                    return added;
                });
    }

    private static Tuple columns(KeptSeries series, Span span, List<Bucket> sent) {
        return Tuple.tuple()
                .addInteger(series.id())
                .addString(span.letter())
                .addArrayOfOffsetDateTime(starts(sent.stream().map(Bucket::at).toList()))
                .addArrayOfDouble(sent.stream().map(Bucket::minimum).toArray(Double[]::new))
                .addArrayOfDouble(sent.stream().map(Bucket::maximum).toArray(Double[]::new))
                .addArrayOfDouble(sent.stream().map(Bucket::total).toArray(Double[]::new))
                .addArrayOfInteger(sent.stream().map(Bucket::count).toArray(Integer[]::new));
    }

    private static OffsetDateTime[] starts(Collection<Instant> starts) {
        return starts.stream().map(at -> at.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
    }

    private static OffsetDateTime[] ends(Collection<Instant> starts, Span span, KeptSeries series) {
        return starts.stream()
                .map(at -> Spans.end(at, span, series.zone()).atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }
}
