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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Measurements of one request, matched with the promises of a system. */
record MeasurementBatch(String system, List<Matched> measurements) {

    /** Series keep microseconds; values of one list are told apart by them. */
    private static final Duration APART = Duration.ofNanos(1_000);

    /**
     * A measurement and what it is about.
     *
     * @param objectives the promises about it that hold where it was measured
     * @param points its values as they are stored
     * @param hint what to do if nothing is promised about it; null otherwise
     */
    record Matched(
            Measurement measurement,
            Subject subject,
            Origin origin,
            List<Objective> objectives,
            List<SeriesPoint> points,
            String hint) {

        /** The promises about it, of its branch. */
        List<PromiseOfBranch> promises() {
            return objectives.stream()
                    .map(objective -> new PromiseOfBranch(objective, origin.branch()))
                    .toList();
        }
    }

    /** A promise about values of one branch: those of another have a window of their own. */
    record PromiseOfBranch(Objective objective, String branch) {}

    /**
     * Matches.
     *
     * @throws io.belastbar.document.InvalidInput naming each measurement whose subject or promise cannot be told
     */
    static MeasurementBatch of(String system, PerformanceBudget budget, List<Measurement> measurements) {
        var promised = new MeasuredSubjects(budget);
        var subjects = promised.of(measurements);
        return new MeasurementBatch(
                system,
                IntStream.range(0, measurements.size())
                        .mapToObj(i -> matched(system, promised, measurements.get(i), subjects.get(i)))
                        .toList());
    }

    private static Matched matched(String system, MeasuredSubjects promised, Measurement measurement, Subject subject) {
        var origin = Origin.of(measurement.labels());
        var objectives = promised.objectives(subject, measurement);
        var here = objectives.stream()
                .filter(objective -> objective.terms().holdOn(origin.testbed()))
                .toList();
        var hint = !here.isEmpty()
                ? null
                : objectives.isEmpty()
                        ? promised.hint(system, subject, measurement)
                        : "what is promised about this does not hold on testbed " + origin.testbed();
        return new Matched(measurement, subject, origin, here, points(measurement), hint);
    }

    private static List<SeriesPoint> points(Measurement measurement) {
        var values = measurement.values();
        return IntStream.range(0, values.size())
                .mapToObj(i -> new SeriesPoint(
                        measurement.time().plus(APART.multipliedBy(i)),
                        values.get(i),
                        measurement.samples(),
                        SeriesPoint.POSTED,
                        null,
                        measurement.labels()))
                .toList();
    }

    /** Every value, in the order of the request. */
    List<Map.Entry<SeriesKey, SeriesPoint>> points() {
        return measurements.stream()
                .flatMap(each -> each.points().stream().map(point -> Map.entry(series(each), point)))
                .toList();
    }

    private SeriesKey series(Matched each) {
        return new SeriesKey(
                system,
                each.subject(),
                each.measurement().metric().text(),
                SeriesKey.MEASURED,
                each.origin().branch(),
                each.origin().testbed());
    }

    /** The promises about any of it, each with what was posted about it. */
    Map<PromiseOfBranch, List<SeriesPoint>> posted() {
        var posted = new LinkedHashMap<PromiseOfBranch, List<SeriesPoint>>();
        for (var each : measurements) {
            each.promises().forEach(promise -> posted.computeIfAbsent(promise, first -> new ArrayList<>())
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
}
