package io.belastbar.load.imports.source;

import io.belastbar.document.ProblemError;

/** One value of an imported file that breaks a rule; ends the reading of its line, not of the file. */
public final class FieldFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemError error;

    /** @param column 1-based; null when the fault is not at one place of the line */
    public FieldFault(int line, Integer column, String field, String rule, String received) {
        super(field + " " + rule, null, false, false);
        this.error = new ProblemError("/" + field, line, column, rule, received);
    }

    public ProblemError error() {
        return error;
    }
}
