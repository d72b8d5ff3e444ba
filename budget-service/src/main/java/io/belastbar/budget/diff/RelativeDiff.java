package io.belastbar.budget.diff;

import io.belastbar.budget.diff.BudgetDiff.Difference;
import io.belastbar.budget.diff.BudgetDiff.Kind;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.relative.RelativePromise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What changed among the promises that are relative to how it was before. */
final class RelativeDiff {

    private RelativeDiff() {}

    /** An amount that became relative, or the reverse, is another promise: one is gone and one is new. */
    static List<Difference> between(PerformanceBudget from, PerformanceBudget to) {
        var before = byFigure(from);
        var after = byFigure(to);
        var changes = new ArrayList<Difference>();
        before.forEach((figure, old) -> {
            var now = after.get(figure);
            if (now == null) {
                changes.add(difference(Kind.REMOVED, old, old, null));
            } else if (!now.equals(old)) {
                changes.add(difference(kind(old, now), now, old, now));
            }
        });
        after.forEach((figure, now) -> {
            if (!before.containsKey(figure)) {
                changes.add(difference(Kind.ADDED, now, null, now));
            }
        });
        return changes;
    }

    private static Map<String, RelativePromise> byFigure(PerformanceBudget budget) {
        var byFigure = new LinkedHashMap<String, RelativePromise>();
        budget.relative().forEach(promise -> {
            var figure = promise.subject() + " " + promise.metric();
            var name = figure;
            for (int more = 2; byFigure.containsKey(name); more++) {
                name = figure + " " + more;
            }
            byFigure.put(name, promise);
        });
        return byFigure;
    }

    /** Only where nothing but the percentage changed does that say which is harder to keep. */
    private static Kind kind(RelativePromise before, RelativePromise after) {
        var difference = Double.compare(after.limit().percent(), before.limit().percent());
        if (difference == 0 || !before.terms().equals(after.terms())) {
            return Kind.CHANGED;
        }
        return difference < 0 == after.limit().comparison().limitsFromAbove() ? Kind.STRICTER : Kind.LOOSER;
    }

    private static Difference difference(
            Kind kind, RelativePromise named, RelativePromise before, RelativePromise after) {
        return new Difference(kind, named.subject().text(), named.metric(), text(before), text(after));
    }

    private static String text(RelativePromise promise) {
        return promise == null
                ? null
                : BudgetDiff.text(promise.unbounded(), promise.limit().text());
    }
}
