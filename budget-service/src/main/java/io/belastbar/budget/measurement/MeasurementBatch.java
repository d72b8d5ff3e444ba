package io.belastbar.budget.measurement;

import io.belastbar.budget.measurement.reading.Measurement;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Measurements of one request, matched with the promises of a system. */
record MeasurementBatch(String system, List<Matched> measurements) {

    /**
     * A measurement and what it is about.
     *
     * @param objectives the promises about it
     * @param points its values as they are stored
     * @param hint what to do if nothing is promised about it; null otherwise
     */
    record Matched(
            Measurement measurement,
            Subject subject,
            SeriesKey series,
            List<Objective> objectives,
            List<SeriesPoint> points,
            String hint) {}

    /**
     * Matches.
     *
     * @throws io.belastbar.document.InvalidInput naming each measurement whose subject or promise cannot be told
     */
    static MeasurementBatch of(String system, PerformanceBudget budget, List<Measurement> measurements) {
        var promised = new MeasuredSubjects(budget);
        var subjects = promised.of(measurements);
        var moments = new Moments();
        return new MeasurementBatch(
                system,
                IntStream.range(0, measurements.size())
                        .mapToObj(i -> matched(system, promised, measurements.get(i), subjects.get(i), moments))
                        .toList());
    }

    private static Matched matched(
            String system, MeasuredSubjects promised, Measurement measurement, Subject subject, Moments moments) {
        var origin = Origin.of(measurement.labels());
        var series = new SeriesKey(
                system, subject, measurement.metric().text(), SeriesKey.MEASURED, origin.branch(), origin.testbed());
        var objectives = promised.objectives(subject, measurement);
        var values = measurement.values();
        var points = IntStream.range(0, values.size())
                .mapToObj(i -> new SeriesPoint(
                        moments.of(series, measurement.time(), i, values.get(i)),
                        values.get(i),
                        measurement.samples(),
                        SeriesPoint.POSTED,
                        null,
                        measurement.labels()))
                .toList();
        var hint = objectives.isEmpty() ? promised.hint(system, subject, measurement) : null;
        return new Matched(measurement, subject, series, objectives, points, hint);
    }

    /** Every value, in the order of the request. */
    List<Map.Entry<SeriesKey, SeriesPoint>> points() {
        return measurements.stream()
                .flatMap(each -> each.points().stream().map(point -> Map.entry(each.series(), point)))
                .toList();
    }

    /** The promises about any of it, each with what was posted about it. */
    Map<Objective, List<SeriesPoint>> posted() {
        var posted = new LinkedHashMap<Objective, List<SeriesPoint>>();
        for (var each : measurements) {
            each.objectives().forEach(objective -> posted.computeIfAbsent(objective, first -> new ArrayList<>())
                    .addAll(each.points()));
        }
        return posted;
    }

    /** The end of the windows on which these are judged: now, or the newest value if its clock is ahead. */
    Instant end(Instant now) {
        return measurements.stream()
                .flatMap(each -> each.points().stream())
                .map(SeriesPoint::at)
                .reduce(now, (a, b) -> a.isAfter(b) ? a : b);
    }

    /**
     * Tells the values of one moment apart: those of a list, and equal ones of several rows, are microseconds from each
     * other, because a series keeps equal values of one moment once. The same request gives the same moments, so that what
     * is sent again is known again.
     */
    private static final class Moments {

        private static final Duration APART = Duration.ofNanos(1_000);

        private final Set<Moment> used = new HashSet<>();
        private final Map<Moment, Integer> next = new HashMap<>();

        private record Moment(SeriesKey series, Instant at, double value) {}

        Instant of(SeriesKey series, Instant time, int place, double value) {
            var wanted = new Moment(series, time.plus(APART.multipliedBy(place)), value);
            var after = next.getOrDefault(wanted, 0);
            var moment = wanted;
            while (!used.add(moment)) {
                after++;
                moment = new Moment(series, wanted.at().plus(APART.multipliedBy(after)), value);
            }
            next.put(wanted, after);
            return moment.at();
        }
    }
}
