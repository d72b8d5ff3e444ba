package io.belastbar.budget.measurement;

import io.belastbar.budget.measurement.reading.Measurement;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measurements of one request, matched with the promises of a system.
 *
 * @param subjects of the measurements, in order
 */
record MeasurementBatch(
        String system, MeasuredSubjects promised, List<Measurement> measurements, List<Subject> subjects) {

    /** Series keep microseconds; values of one moment are told apart by them. */
    private static final Duration APART = Duration.ofNanos(1_000);

    /**
     * Matches.
     *
     * @throws io.belastbar.document.InvalidInput naming each measurement whose subject cannot be told
     */
    static MeasurementBatch of(String system, PerformanceBudget budget, List<Measurement> measurements) {
        var promised = new MeasuredSubjects(budget);
        return new MeasurementBatch(system, promised, measurements, promised.of(measurements));
    }

    List<Map.Entry<SeriesKey, SeriesPoint>> points() {
        return IntStream.range(0, measurements.size())
                .boxed()
                .flatMap(i -> points(measurements.get(i), subjects.get(i)))
                .toList();
    }

    private Stream<Map.Entry<SeriesKey, SeriesPoint>> points(Measurement measurement, Subject subject) {
        var key = new SeriesKey(system, subject, measurement.metric().text(), SeriesKey.MEASURED);
        var values = measurement.values();
        return IntStream.range(0, values.size())
                .mapToObj(i -> Map.entry(
                        key,
                        new SeriesPoint(
                                measurement.time().plus(APART.multipliedBy(i)),
                                values.get(i),
                                measurement.samples(),
                                SeriesPoint.POSTED,
                                null,
                                measurement.labels())));
    }

    /** The promises about any of it. */
    List<Objective> objectives() {
        return IntStream.range(0, measurements.size())
                .boxed()
                .flatMap(i -> promised.objectives(subjects.get(i), measurements.get(i)).stream())
                .distinct()
                .toList();
    }

    /** The end of the windows on which these are judged: now, or the newest value if its clock is ahead. */
    Instant end(Instant now) {
        return points().stream().map(point -> point.getValue().at()).reduce(now, (a, b) -> a.isAfter(b) ? a : b);
    }
}
