package io.belastbar.loadtest.report;

import io.belastbar.document.InvalidInput;
import io.belastbar.web.problem.NotFound;
import java.util.Map;
import java.util.UUID;

/** With which run others are compared, as a caller names it. */
sealed interface Baseline {

    /** The last run of the same scenario whose numbers count and that has these labels. */
    record Last(Map<String, String> labels) implements Baseline {}

    /** The last run of the same scenario on the same testbed that measured this branch. */
    record OfBranch(String branch) implements Baseline {}

    record Named(UUID id) implements Baseline {}

    /**
     * {@code last}, {@code label=NAME=VALUE} for the last run with this label, {@code branch=NAME} for the last of this branch, or
     * the id of a run.
     *
     * @throws InvalidInput for anything else
     */
    static Baseline parse(String text) {
        if (text.equals("last")) {
            return new Last(Map.of());
        }
        if (text.startsWith("label=")) {
            String label = text.substring("label=".length());
            int equals = label.indexOf('=');
            if (equals < 1) {
                throw refused(text);
            }
            return new Last(Map.of(label.substring(0, equals), label.substring(equals + 1)));
        }
        if (text.startsWith("branch=") && !text.equals("branch=")) {
            return new OfBranch(text.substring("branch=".length()));
        }
        try {
            return new Named(NotFound.uuid("test run", text));
        } catch (NotFound noId) {
            throw refused(text);
        }
    }

    private static InvalidInput refused(String text) {
        return InvalidInput.of("baseline", "must be last, label=NAME=VALUE, branch=NAME, or the id of a run", text);
    }
}
