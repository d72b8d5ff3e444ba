package io.belastbar.budget.objective;

import java.util.List;

/**
 * The promises of one subject.
 *
 * @param description free text; null when not given
 * @param testCases data sizes for which the promises are meant; free text
 * @param notes free text; null when not given
 */
public record SubjectBudget(
        Subject subject, List<Objective> objectives, String description, List<String> testCases, String notes) {

    public SubjectBudget {
        objectives = List.copyOf(objectives);
        testCases = List.copyOf(testCases);
    }

    public static SubjectBudget of(Subject subject, List<Objective> objectives) {
        return new SubjectBudget(subject, objectives, null, List.of(), null);
    }
}
