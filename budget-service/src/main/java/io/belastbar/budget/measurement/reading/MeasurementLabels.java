package io.belastbar.budget.measurement.reading;

import static io.belastbar.budget.measurement.reading.MeasurementEntry.BRANCH;
import static io.belastbar.budget.measurement.reading.MeasurementEntry.OFFERED;
import static io.belastbar.budget.measurement.reading.MeasurementEntry.SAMPLES;
import static io.belastbar.budget.measurement.reading.MeasurementEntry.TESTBED;

import io.belastbar.budget.measurement.reading.MeasurementEntry.MeasurementField;
import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.document.ControlCharacters;
import io.belastbar.document.ProblemError;
import io.belastbar.quantity.InvalidQuantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is kept of a measurement as labels: those that were sent, and fields that say what it was of. */
final class MeasurementLabels {

    private static final int LABELS_MAX = 16;

    private MeasurementLabels() {}

    /** Why a label may not have this name: it is kept for what a field says. */
    static Optional<String> reserved(String name) {
        return name.equals(SeriesPoint.SAMPLES)
                ? Optional.of("is no label's name: on how many samples a value rests is said by the field " + SAMPLES)
                : Optional.empty();
    }

    /** @param errors where its faults are added */
    static Map<String, String> of(MeasurementEntry entry, List<ProblemError> errors) {
        var labels = new LinkedHashMap<>(entry.labels());
        for (var name : List.of(BRANCH, TESTBED)) {
            entry.field(name).ifPresent(field -> labels.put(name, field.text()));
        }
        entry.field(OFFERED).flatMap(field -> offered(field, errors)).ifPresent(rate -> labels.put(OFFERED, rate));
        labels.forEach((name, value) -> check(entry, name, value, errors));
        if (labels.size() > LABELS_MAX) {
            errors.add(entry.at().fault("has at most " + LABELS_MAX + " labels", labels.size() + " labels"));
        }
        // That somebody said zero, and not nothing: the number alone does not tell. It is none of those that were sent.
        entry.field(SAMPLES)
                .filter(field -> field.text().matches("0{1,15}"))
                .ifPresent(none -> labels.put(SeriesPoint.SAMPLES, SeriesPoint.NONE));
        return labels;
    }

    private static void check(MeasurementEntry entry, String name, String value, List<ProblemError> errors) {
        ControlCharacters.inName(value).ifPresent(rule -> errors.add(entry.at().fault("a label " + rule, name)));
        if (!name.matches("[a-zA-Z][a-zA-Z0-9_.-]{0,62}") || value.length() > MeasurementReader.TEXT_LENGTH_MAX) {
            errors.add(entry.at()
                    .fault(
                            "a label is a short name and a text of at most " + MeasurementReader.TEXT_LENGTH_MAX
                                    + " characters",
                            name + "=" + value));
        }
    }

    /** As requests a second, so that the label can be compared. */
    private static Optional<String> offered(MeasurementField field, List<ProblemError> errors) {
        try {
            return Optional.of(String.valueOf(MeasuredAmount.parse(field.text(), "", Dimension.RATE)));
        } catch (InvalidQuantity invalid) {
            errors.add(field.fault(invalid.rule()));
            return Optional.empty();
        }
    }
}
