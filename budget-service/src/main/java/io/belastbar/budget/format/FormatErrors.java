package io.belastbar.budget.format;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.util.ArrayList;
import java.util.List;

/** The faults of a text that is no YAML: each with its line. */
final class FormatErrors {

    private final List<ProblemError> errors = new ArrayList<>();

    void add(int line, String rule, String received) {
        errors.add(new ProblemError("", line, 1, rule, received));
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidInput with every fault, if there is one
     */
    void throwIfAny(String detail) {
        if (!errors.isEmpty()) {
            throw new InvalidInput(detail + " Nothing was stored.", List.copyOf(errors));
        }
    }
}
