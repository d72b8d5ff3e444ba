package io.belastbar.budget.measurement;

import io.belastbar.budget.measurement.reading.Measurement;
import io.belastbar.budget.measurement.reading.MeasurementReader;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.PerformanceBudget.SubjectBudget;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Finds what a measurement is about among the subjects of a budget. A name is enough where it is the only one; kind and
 * service tell namesakes apart, and a kind is needed for what no document promises anything about.
 */
final class MeasuredSubjects {

    private static final int NAMES_MAX = 10;

    private final PerformanceBudget budget;

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
            return narrowed.getFirst();
        }
        if (found.contains(subject) || found.isEmpty() && measurement.kind() != null) {
            return subject;
        }
        errors.add(found.isEmpty() ? unknown(measurement) : ambiguous(measurement, found));
        return subject;
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
                .filter(subject -> !objectives(subject, measurement).isEmpty())
                .toList();
    }

    /** The promises about what was measured: of the same figure, or of a statistic of it. */
    List<Objective> objectives(Subject subject, Measurement measurement) {
        var metric = measurement.metric();
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
