package io.belastbar.web.problem;

import java.util.List;

/** 400: the input breaks a rule; carries every fault that was found, not just the first. */
public final class InvalidInput extends DomainFailure {

    private final List<ProblemError> errors;

    public InvalidInput(String detail, List<ProblemError> errors) {
        super(400, "invalid-input", "Invalid input", detail);
        this.errors = List.copyOf(errors);
    }

    /** One fault without a place in a document, e.g. of a query parameter. */
    public static InvalidInput of(String pointer, String rule, String received) {
        return new InvalidInput(pointer + " " + rule, List.of(new ProblemError(pointer, null, null, rule, received)));
    }

    @Override
    public List<ProblemError> errors() {
        return errors;
    }
}
