package io.belastbar.budget.diff;

import io.belastbar.budget.diff.BudgetDiff.Difference;
import io.belastbar.budget.diff.BudgetDiff.Kind;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.relative.RelativePromise;
import java.util.List;

/** What changed among the promises that are relative to how it was before. */
final class RelativeDiff {

    private RelativeDiff() {}

    /** An amount that became relative, or the reverse, is another promise: one is gone and one is new. */
    static List<Difference> between(PerformanceBudget from, PerformanceBudget to) {
        return new FigureDiff<>(
                        RelativePromise::subject, RelativePromise::metric, RelativeDiff::kind, RelativeDiff::text)
                .between(from.relative(), to.relative());
    }

    /** Only where nothing but the percentage changed does that say which is harder to keep. */
    private static Kind kind(RelativePromise before, RelativePromise after) {
        var difference = Double.compare(after.limit().percent(), before.limit().percent());
        if (difference == 0 || !before.terms().equals(after.terms())) {
            return Kind.CHANGED;
        }
        return difference < 0 == after.limit().comparison().limitsFromAbove() ? Kind.STRICTER : Kind.LOOSER;
    }

    private static String text(RelativePromise promise) {
        return BudgetDiff.text(promise.unbounded(), promise.limit().text());
    }
}
