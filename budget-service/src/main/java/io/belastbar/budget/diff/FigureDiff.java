package io.belastbar.budget.diff;

import io.belastbar.budget.diff.BudgetDiff.Difference;
import io.belastbar.budget.diff.BudgetDiff.Kind;
import io.belastbar.budget.objective.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Compares promises figure by figure; where several documents promise the same figure, in their order.
 *
 * @param kind of what happened to a promise that is not what it was
 * @param text of a promise, as a reader sees it
 */
record FigureDiff<P>(
        Function<P, Subject> subject,
        Function<P, String> metric,
        BiFunction<P, P, Kind> kind,
        Function<P, String> text) {

    List<Difference> between(Stream<P> from, Stream<P> to) {
        var before = byFigure(from);
        var after = byFigure(to);
        var changes = new ArrayList<Difference>();
        before.forEach((figure, old) -> {
            var now = after.get(figure);
            if (now == null) {
                changes.add(difference(Kind.REMOVED, old, text.apply(old), null));
            } else if (!now.equals(old)) {
                changes.add(difference(kind.apply(old, now), now, text.apply(old), text.apply(now)));
            }
        });
        after.forEach((figure, now) -> {
            if (!before.containsKey(figure)) {
                changes.add(difference(Kind.ADDED, now, null, text.apply(now)));
            }
        });
        return changes;
    }

    private Map<String, P> byFigure(Stream<P> promises) {
        var byFigure = new LinkedHashMap<String, P>();
        promises.forEach(promise -> {
            var figure = subject.apply(promise) + " " + metric.apply(promise);
            var name = figure;
            for (int more = 2; byFigure.containsKey(name); more++) {
                name = figure + " " + more;
            }
            byFigure.put(name, promise);
        });
        return byFigure;
    }

    private Difference difference(Kind what, P named, String before, String after) {
        return new Difference(what, subject.apply(named).text(), metric.apply(named), before, after);
    }
}
