package io.belastbar.document;

import java.util.List;

/** The input breaks a rule; carries every fault that was found, not just the first. */
public final class InvalidInput extends RefusedInput {

    private final List<ProblemError> errors;

    public InvalidInput(String detail, List<ProblemError> errors) {
        super(detail);
        this.errors = List.copyOf(errors);
    }

    /** One fault without a place in a document, e.g. of a query parameter. */
    public static InvalidInput of(String pointer, String rule, String received) {
        return new InvalidInput(pointer + " " + rule, List.of(new ProblemError(pointer, null, null, rule, received)));
    }

    /** The faults in document order. */
    public List<ProblemError> errors() {
        return errors;
    }
}
