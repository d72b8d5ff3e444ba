package io.belastbar.web.problem;

import io.belastbar.document.ProblemError;
import java.util.List;

/** 409: what is asked for is well said, but cannot be done here and now; with every reason, and where the input says so. */
public final class NotPossible extends DomainFailure {
    private final transient List<ProblemError> errors;

    public NotPossible(String detail, List<ProblemError> errors) {
        super(409, "not-possible", "Not possible here", detail);
        this.errors = List.copyOf(errors);
    }

    @Override
    public List<ProblemError> errors() {
        return errors;
    }
}
