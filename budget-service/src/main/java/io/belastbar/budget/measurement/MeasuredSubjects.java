package io.belastbar.budget.measurement;

import io.belastbar.budget.measurement.reading.Measurement;
import io.belastbar.budget.measurement.reading.MeasurementReader;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.PerformanceBudget.SubjectBudget;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.relative.RelativePromise;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what a measurement is about among the subjects of a budget. A name is enough where it is the only one; kind and
 * service tell namesakes apart, and a kind is needed for what no document promises anything about.
 */
final class MeasuredSubjects {

    private static final int NAMES_MAX = 10;
    private static final String HINT =
            "no document promises anything about %s; what is promised says GET /api/v1/systems/%s/budget";

    private static final String RELATIVE =
            "what is promised about this is relative to how it was before: it is judged with each load run, not when it is"
                    + " posted";

    private final PerformanceBudget budget;
    private final Map<Map.Entry<Subject, Metric>, List<Objective>> objectives = new HashMap<>();

    MeasuredSubjects(PerformanceBudget budget) {
        this.budget = budget;
    }

    /**
     * The subject of each measurement, in order.
     *
     * @throws InvalidInput naming each measurement whose subject cannot be told
     */
    List<Subject> of(List<Measurement> measurements) {
        var errors = new ArrayList<ProblemError>();
        var subjects = measurements.stream()
                .map(measurement -> of(measurement, errors))
                .toList();
        if (!errors.isEmpty()) {
            throw new InvalidInput("it is not clear what was measured. Nothing was stored.", errors);
        }
        return subjects;
    }

    private Subject of(Measurement measurement, List<ProblemError> errors) {
        var found = candidates(measurement);
        var narrowed = found.size() > 1 ? promising(found, measurement) : found;
        var subject = new Subject(measurement.kind(), measurement.service(), measurement.subject());
        if (narrowed.size() == 1) {
            requirePromise(narrowed.getFirst(), measurement, errors);
            return narrowed.getFirst();
        }
        if (found.contains(subject) || found.isEmpty() && measurement.kind() != null) {
            return subject;
        }
        errors.add(found.isEmpty() ? unknown(measurement) : ambiguous(measurement, found));
        return subject;
    }

    /** A typo in a figure's name must not be a gate that is always open. Who gives the kind says that it is meant. */
    private void requirePromise(Subject subject, Measurement measurement, List<ProblemError> errors) {
        if (measurement.kind() == null && !isPromised(subject, measurement)) {
            var at = measurement.at();
            errors.add(new ProblemError(
                    at.pointer() + "/metric",
                    at.line(),
                    at.column(),
                    nothingPromised(subject, measurement) + "; to keep it without a promise, give its kind: "
                            + subject.kind().name().toLowerCase(Locale.ROOT),
                    key(measurement.metric().text())));
        }
    }

    /** What is promised instead of what was measured. */
    String hint(String system, Subject subject, Measurement measurement) {
        if (isRelative(subject, measurement)) {
            return RELATIVE;
        }
        return known(subject) ? nothingPromised(subject, measurement) : HINT.formatted(subject.text(), system);
    }

    private boolean known(Subject subject) {
        return budget.subjects().stream()
                .anyMatch(promised -> promised.subject().equals(subject));
    }

    private String nothingPromised(Subject subject, Measurement measurement) {
        var promised = Stream.concat(
                        budget.objectives()
                                .filter(objective -> objective.subject().equals(subject))
                                .map(Objective::metric),
                        budget.relative()
                                .filter(promise -> promise.subject().equals(subject))
                                .map(RelativePromise::metric))
                .map(MeasuredSubjects::key)
                .distinct()
                .collect(Collectors.joining(", "));
        return "nothing is promised about %s of %s %s; promised are %s"
                .formatted(
                        key(measurement.metric().text()),
                        subject.kind().name().toLowerCase(Locale.ROOT),
                        subject.text(),
                        promised);
    }

    /** As a measurement calls it. */
    private static String key(String metric) {
        return metric.replaceFirst("^target_", "");
    }

    private List<Subject> candidates(Measurement measurement) {
        return budget.subjects().stream()
                .map(SubjectBudget::subject)
                .filter(subject -> subject.name().equals(measurement.subject()))
                .filter(subject -> measurement.kind() == null || subject.kind() == measurement.kind())
                .filter(subject ->
                        measurement.service() == null || measurement.service().equals(subject.service()))
                .distinct()
                .toList();
    }

    private List<Subject> promising(List<Subject> candidates, Measurement measurement) {
        return candidates.stream()
                .filter(subject -> isPromised(subject, measurement))
                .toList();
    }

    private boolean isPromised(Subject subject, Measurement measurement) {
        return !objectives(subject, measurement).isEmpty() || isRelative(subject, measurement);
    }

    /** Whether something is promised about it that is relative to how it was before. */
    private boolean isRelative(Subject subject, Measurement measurement) {
        var metric = measurement.metric();
        return budget.relative()
                .filter(promise -> promise.subject().equals(subject) && promise.measure() == metric.measure())
                .anyMatch(promise -> promise.statistic() == metric.statistic() || metric.statistic() == Statistic.NONE);
    }

    /** The promises about what was measured: of the same figure, or of a statistic of it. */
    List<Objective> objectives(Subject subject, Measurement measurement) {
        return objectives.computeIfAbsent(Map.entry(subject, measurement.metric()), this::find);
    }

    private List<Objective> find(Map.Entry<Subject, Metric> figure) {
        var subject = figure.getKey();
        var metric = figure.getValue();
        return budget.objectives()
                .filter(objective -> objective.subject().equals(subject))
                .filter(objective -> objective.measure() == metric.measure())
                .filter(objective ->
                        objective.statistic() == metric.statistic() || metric.statistic() == Statistic.NONE)
                .toList();
    }

    private ProblemError unknown(Measurement measurement) {
        var names = budget.subjects().stream()
                .map(subject -> subject.subject().name())
                .distinct()
                .limit(NAMES_MAX)
                .collect(Collectors.joining(", "));
        return fault(
                measurement,
                "no document promises anything about this, so its kind must be given: one of "
                        + MeasurementReader.kinds()
                        + (names.isEmpty() ? "" : ". Promised are " + names + ", …"));
    }

    private static ProblemError ambiguous(Measurement measurement, List<Subject> found) {
        var names = found.stream()
                .map(subject -> subject.kind().name().toLowerCase(Locale.ROOT) + " " + subject.text())
                .collect(Collectors.joining(", "));
        return fault(measurement, "several subjects have this name, so kind or service must be given: " + names);
    }

    private static ProblemError fault(Measurement measurement, String rule) {
        var at = measurement.at();
        return new ProblemError(at.pointer() + "/subject", at.line(), at.column(), rule, measurement.subject());
    }
}
