package io.belastbar.loadtest.queue;

import io.belastbar.web.document.DocumentNode;
import io.belastbar.web.document.DocumentParser;
import io.belastbar.web.document.ErrorCollector;
import io.belastbar.web.problem.InvalidInput;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller asks for.
 *
 * @param budget whether the budget of the system gives thresholds, even if the scenario does not say so
 */
public record RunRequest(String scenario, boolean budget, WhenBusy whenBusy) {

    /** What to do while the system has a run that has not ended. */
    public enum WhenBusy {
        QUEUE,
        REJECT
    }

    /** @throws InvalidInput with every fault of the body */
    public static RunRequest parse(String body) {
        ErrorCollector errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(body == null ? "" : body);
        root.requireMapping(errors);
        root.rejectUnknown(Set.of("scenario", "budget", "whenBusy"), errors);
        String scenario = root.string("scenario", errors);
        boolean budget = root.optionalBoolean("budget", errors).orElse(false);
        Optional<String> whenBusy = root.optionalString("whenBusy", errors);
        whenBusy.filter(wanted -> !Set.of("queue", "reject").contains(wanted))
                .ifPresent(wrong -> errors.add(root.required("whenBusy", errors), "must be queue or reject"));
        errors.throwIfAny("the request for a test run has faults");
        return new RunRequest(
                scenario, budget, whenBusy.filter("reject"::equals).isPresent() ? WhenBusy.REJECT : WhenBusy.QUEUE);
    }
}
