package io.belastbar.budget.measurement;

import io.belastbar.document.ProblemError;

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
