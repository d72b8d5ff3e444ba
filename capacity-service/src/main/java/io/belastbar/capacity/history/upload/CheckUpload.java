package io.belastbar.capacity.history.upload;

import io.belastbar.capacity.history.MetricName;
import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.SeriesUnit;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.history.batch.PointBatch;
import io.belastbar.document.ControlCharacters;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Decides whether what was sent is a history, and puts it in the order of time. */
final class CheckUpload {

    static final String SOURCE = "upload";

    /** An exabyte in bytes: sums and squares of such numbers stay finite. */
    private static final double VALUE_MAX = 1e18;

    private static final int UNIT_LENGTH_MAX = 20;
    private static final Duration FUTURE_MAX = Duration.ofMinutes(5);
    private static final long EARLIEST = PointBatch.micros(Instant.parse("1970-01-01T00:00:00Z"));
    private static final String KINDS = "is one of gauge, counter, peak";

    private final String system;
    private final Map<String, StoredSeries> known;
    private final long latest;
    private final Faults faults;

    private CheckUpload(String system, Map<String, StoredSeries> known, Instant now, Faults faults) {
        this.system = system;
        this.known = known;
        this.latest = PointBatch.micros(now.plus(FUTURE_MAX));
        this.faults = faults;
    }

    /** A series that can be stored, and where each of its values stood. */
    record Checked(SentSeries sent, PointBatch batch, int[] places) {

        /** Where the value of a moment stood. */
        int place(long at) {
            return places[Arrays.binarySearch(batch.at(), at)];
        }
    }

    /**
     * Checks all series, in the order of their metrics.
     *
     * @param known of those that there are already, by metric: what was not said is as it was
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    static List<Checked> check(
            String system, List<SentSeries> sent, Map<String, StoredSeries> known, Instant now, Faults faults) {
        var check = new CheckUpload(system, known, now, faults);
        var metrics = new HashSet<String>();
        if (sent.isEmpty()) {
            faults.add("", 1, 1, "at least one series is expected", "none");
        }
        var checked = new ArrayList<Checked>();
        sent.forEach(series -> check.series(series, metrics).ifPresent(checked::add));
        faults.throwIfAny();
        checked.sort(
                (one, other) -> one.batch().metric().compareTo(other.batch().metric()));
        return checked;
    }

    private Optional<Checked> series(SentSeries sent, Set<String> metrics) {
        var metric = sent.metric().text();
        if (!MetricName.isOne(metric)) {
            sent.metric().fault(faults, MetricName.RULE);
            return Optional.empty();
        }
        if (!metrics.add(metric)) {
            sent.metric().fault(faults, "a series must not be given twice");
            return Optional.empty();
        }
        if (sent.points().size() == 0) {
            faults.add(sent.metric().pointer(), sent.metric().line(), null, "at least one point is expected", "none");
        }
        var kept = known.get(metric);
        var unit = unit(sent, kept);
        var kind = kind(sent, kept);
        var zone = zone(sent, kept);
        if (unit.isEmpty() || kind.isEmpty() || zone.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(points(sent, unit.get(), kind.get(), zone.get()));
    }

    private Optional<String> unit(SentSeries sent, StoredSeries kept) {
        if (sent.unit() == null) {
            if (kept == null) {
                var at = sent.metric();
                var pointer = at.pointer().replaceFirst("metric$", "unit");
                faults.add(pointer, at.line(), at.column(), "is required of a new series, as in GB or %", "nothing");
            }
            return Optional.ofNullable(kept).map(StoredSeries::unit);
        }
        var unit = sent.unit().text();
        if (unit.isBlank()
                || unit.length() > UNIT_LENGTH_MAX
                || ControlCharacters.inName(unit).isPresent()) {
            sent.unit()
                    .fault(
                            faults,
                            "is a unit such as GB, ms, % or connections, of up to " + UNIT_LENGTH_MAX + " characters");
            return Optional.empty();
        }
        if (kept != null
                && SeriesUnit.factor(SeriesUnit.kept(unit, kept.kind()), kept.unit())
                        .isEmpty()) {
            sent.unit()
                    .fault(
                            faults,
                            "the series has the unit " + kept.unit() + ", into which " + unit + " cannot be converted");
            return Optional.empty();
        }
        return Optional.of(unit);
    }

    private Optional<SeriesKind> kind(SentSeries sent, StoredSeries kept) {
        if (sent.kind() == null) {
            return Optional.of(kept == null ? SeriesKind.GAUGE : kept.kind());
        }
        var kind = Arrays.stream(SeriesKind.values())
                .filter(each ->
                        each.name().toLowerCase(Locale.ROOT).equals(sent.kind().text()))
                .findFirst();
        if (kind.isEmpty()) {
            sent.kind().fault(faults, KINDS);
        } else if (kept != null && kind.get() != kept.kind()) {
            sent.kind().fault(faults, "the series is a " + kept.kind().name().toLowerCase(Locale.ROOT));
        }
        return kind;
    }

    private Optional<ZoneId> zone(SentSeries sent, StoredSeries kept) {
        if (sent.zone() == null) {
            return Optional.of(kept == null ? ZoneId.of("UTC") : kept.zone());
        }
        var name = sent.zone().text();
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            sent.zone().fault(faults, "is a time zone such as Europe/Berlin or UTC");
            return Optional.empty();
        }
        if (kept != null && !kept.zone().equals(ZoneId.of(name))) {
            sent.zone().fault(faults, "the series has the zone " + kept.zone());
        }
        return Optional.of(ZoneId.of(name));
    }

    private Checked points(SentSeries sent, String unit, SeriesKind kind, ZoneId zone) {
        var points = sent.points();
        var moments = new long[points.size()];
        for (int i = 0; i < points.size(); i++) {
            moments[i] = moment(sent, i, zone);
            var rule = broken(points.value(i), unit, kind);
            if (rule.isPresent()) {
                sent.fault(faults, i, "value", rule.get(), String.valueOf(points.value(i)));
            }
        }
        var order = order(moments);
        var at = new long[order.length];
        var values = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            at[i] = moments[order[i]];
            values[i] = points.value(order[i]);
            if (i > 0 && at[i] == at[i - 1]) {
                var line = points.line(order[i - 1]);
                sent.fault(
                        faults,
                        order[i],
                        "at",
                        "a moment must not be given twice; first in line " + line,
                        PointBatch.instant(at[i]).toString());
            }
        }
        var batch = new PointBatch(system, sent.metric().text(), unit, kind, zone, SOURCE, at, values);
        return new Checked(sent, batch, order);
    }

    private static Optional<String> broken(double value, String unit, SeriesKind kind) {
        if (Math.abs(value) > VALUE_MAX) {
            return Optional.of("must be at most 1e18, and at least -1e18");
        }
        return kind == SeriesKind.COUNTER && value < 0
                ? Optional.of("a counter reads zero or more")
                : SeriesUnit.broken(value, unit);
    }

    private long moment(SentSeries sent, int index, ZoneId zone) {
        var points = sent.points();
        var at = points.at(index);
        if (points.isLocal(index)) {
            var rule = SentTime.ambiguous(at, zone);
            if (rule.isPresent()) {
                var local = PointBatch.instant(at).atOffset(ZoneOffset.UTC).toLocalDateTime();
                sent.fault(faults, index, "at", rule.get(), local.toString());
                return nobodys(index);
            }
            at = SentTime.inZone(at, zone);
        }
        if (at > latest || at < EARLIEST) {
            var rule = at > latest
                    ? "lies in the future, more than " + FUTURE_MAX.toMinutes() + " minutes ahead"
                    : "must not lie before 1970";
            sent.fault(faults, index, "at", rule, PointBatch.instant(at).toString());
        }
        return at;
    }

    /** What is at no known moment is at that of no other line: those are not given twice for it. */
    private static long nobodys(int index) {
        return Long.MIN_VALUE + index;
    }

    /** The places in the order of time; of equal moments in that of the request. */
    private static int[] order(long[] moments) {
        var rising = IntStream.range(1, moments.length).allMatch(i -> moments[i - 1] < moments[i]);
        var places = IntStream.range(0, moments.length);
        return rising
                ? places.toArray()
                : places.boxed()
                        .sorted((one, other) -> Long.compare(moments[one], moments[other]))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }
}
