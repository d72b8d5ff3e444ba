package io.belastbar.budget.report;

/**
 * Where the evaluation of a finished run stands.
 *
 * @param state PENDING, DONE, NO_BUDGET (none was stored when the run finished) or FAILED
 * @param problem why it is not done; null if nothing is wrong
 */
record RunState(String state, int attempts, String problem) {

    /** Why there is no evaluation, as the words between "no" and the run's id. */
    String missing() {
        return switch (state) {
            case "PENDING" ->
                "evaluation yet (attempt " + attempts + (problem == null ? "" : ": " + problem) + ") of test run";
            case "NO_BUDGET" ->
                "evaluation (no budget was stored when the run finished; store one with: belastbar apply"
                        + " -f FOLDER) of test run";
            default -> "evaluation (" + problem + ") of test run";
        };
    }
}
