package io.belastbar.budget.measurement.reading;

import io.belastbar.contracts.Origin;
import io.belastbar.document.ControlCharacters;
import io.belastbar.document.ProblemError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One measurement as it was sent, before its texts are understood.
 *
 * @param at where the measurement stands
 * @param fields by name, without values and labels
 * @param values one for a figure, several for single measurements of one kind
 */
public record MeasurementEntry(
        MeasurementField at,
        Map<String, MeasurementField> fields,
        List<MeasurementField> values,
        Map<String, String> labels) {

    public static final String SUBJECT = "subject";
    public static final String KIND = "kind";
    public static final String SERVICE = "service";
    public static final String METRIC = "metric";
    public static final String VALUE = "value";
    public static final String UNIT = "unit";
    public static final String AT = "at";
    public static final String SAMPLES = "samples";
    public static final String OFFERED = "offered";
    public static final String BRANCH = Origin.BRANCH;
    public static final String TESTBED = Origin.TESTBED;
    public static final String LABELS = "labels";
    public static final List<String> FIELDS =
            List.of(SUBJECT, KIND, SERVICE, METRIC, VALUE, UNIT, AT, SAMPLES, OFFERED, BRANCH, TESTBED, LABELS);

    public Optional<MeasurementField> field(String name) {
        return Optional.ofNullable(fields.get(name))
                .filter(field -> !field.text().isBlank());
    }

    /**
     * One text of a request and where it stands.
     *
     * @param pointer JSON pointer, or row and column name of a table
     * @param line 1-based
     * @param column 1-based
     */
    public record MeasurementField(String pointer, int line, int column, String text) {

        /** The text, with a fault if no name may be so. */
        String name(List<ProblemError> errors) {
            ControlCharacters.inName(text).ifPresent(rule -> errors.add(fault(rule)));
            if (!text.strip().equals(text)) {
                errors.add(fault("must neither begin nor end with a blank"));
            }
            return text;
        }

        public ProblemError fault(String rule) {
            return new ProblemError(pointer, line, column, rule, text);
        }

        public ProblemError fault(String rule, String received) {
            return new ProblemError(pointer, line, column, rule, received);
        }
    }
}
