package io.belastbar.plans.answer;

import io.belastbar.document.ProblemError;
import io.belastbar.plans.input.LoggedStatement;
import java.util.List;

/**
 * An analysis in a machine's hands. Sentences are in both languages; times are milliseconds, shares 0 to 1, memory kB.
 *
 * @param unread log entries that could not be read
 * @param omitted faster plans and statements of a log, which are left out
 */
public record PlanAnswer(
        List<PlanView> plans, List<LoggedStatement> statements, List<ProblemError> unread, long omitted) {

    public static PlanAnswer of(PlanAnalysis analysis) {
        List<PlanView> plans = analysis.plans().stream().map(PlanView::of).toList();
        return new PlanAnswer(plans, analysis.statements(), analysis.unread(), analysis.omitted());
    }
}
