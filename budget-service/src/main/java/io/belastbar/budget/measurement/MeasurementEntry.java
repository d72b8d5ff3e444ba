package io.belastbar.budget.measurement;

import io.belastbar.contracts.Origin;
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
record MeasurementEntry(
        MeasurementField at,
        Map<String, MeasurementField> fields,
        List<MeasurementField> values,
        Map<String, String> labels) {

    static final String SUBJECT = "subject";
    static final String KIND = "kind";
    static final String SERVICE = "service";
    static final String METRIC = "metric";
    static final String VALUE = "value";
    static final String UNIT = "unit";
    static final String AT = "at";
    static final String SAMPLES = "samples";
    static final String OFFERED = "offered";
    static final String BRANCH = Origin.BRANCH;
    static final String TESTBED = Origin.TESTBED;
    static final String LABELS = "labels";
    static final List<String> FIELDS =
            List.of(SUBJECT, KIND, SERVICE, METRIC, VALUE, UNIT, AT, SAMPLES, OFFERED, BRANCH, TESTBED, LABELS);

    Optional<MeasurementField> field(String name) {
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
    record MeasurementField(String pointer, int line, int column, String text) {

        ProblemError fault(String rule) {
            return new ProblemError(pointer, line, column, rule, text);
        }

        ProblemError fault(String rule, String received) {
            return new ProblemError(pointer, line, column, rule, received);
        }
    }
}
