package io.belastbar.budget.diff;

import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Terms;
import io.belastbar.quantity.Limit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What changed between two versions of a budget: what is promised more strictly, and what less. */
public record BudgetDiff(List<Difference> changes) {

    /** What happened to a promise. */
    public enum Kind {
        ADDED,
        REMOVED,
        /** Harder to keep. */
        STRICTER,
        /** Easier to keep. */
        LOOSER,
        /** The same target, with another severity, window, baseline, warning or critical limit, or other terms. */
        CHANGED
    }

    /**
     * One promise that is not what it was.
     *
     * @param before null if it was added
     * @param after null if it was removed
     */
    public record Difference(Kind kind, String subject, String metric, String before, String after) {}

    public BudgetDiff {
        changes = List.copyOf(changes);
    }

    /** Compares figure by figure; where several documents promise the same figure, in their order. */
    public static BudgetDiff between(PerformanceBudget from, PerformanceBudget to) {
        var changes = new ArrayList<>(
                new FigureDiff<>(Objective::subject, Objective::metric, BudgetDiff::kind, BudgetDiff::text)
                        .between(from.objectives(), to.objectives()));
        changes.addAll(RelativeDiff.between(from, to));
        return new BudgetDiff(changes);
    }

    /** Stricter or looser where all that changed says so; CHANGED where one thing speaks against another. */
    private static Kind kind(Objective before, Objective after) {
        if (before.terms().informational() != after.terms().informational()) {
            return before.terms().informational() ? Kind.STRICTER : Kind.LOOSER;
        }
        var directions = EnumSet.of(ofLimits(before, after), ofTerms(before.terms(), after.terms()));
        directions.remove(Kind.CHANGED);
        return directions.size() == 1 ? directions.iterator().next() : Kind.CHANGED;
    }

    private static Kind ofTerms(Terms before, Terms after) {
        var directions = EnumSet.noneOf(Kind.class);
        if (before.required() != after.required()) {
            directions.add(after.required() ? Kind.STRICTER : Kind.LOOSER);
        }
        if (!Set.copyOf(before.testbeds()).equals(Set.copyOf(after.testbeds()))) {
            directions.add(direction(before.testbeds(), after.testbeds()));
        }
        return directions.size() == 1 ? directions.iterator().next() : Kind.CHANGED;
    }

    /** No testbed named means all of them. */
    private static Kind direction(List<String> before, List<String> after) {
        if (after.isEmpty() || !before.isEmpty() && after.containsAll(before)) {
            return Kind.STRICTER;
        }
        return before.isEmpty() || before.containsAll(after) ? Kind.LOOSER : Kind.CHANGED;
    }

    private static Kind ofLimits(Objective before, Objective after) {
        if (before.limit() == null || Objects.equals(before.limit(), after.limit())) {
            return Kind.CHANGED;
        }
        double old = before.limit().value().magnitude();
        double now = after.limit().value().magnitude();
        if (old == now) {
            return excludes(after.limit()) == excludes(before.limit())
                    ? Kind.CHANGED
                    : excludes(after.limit()) ? Kind.STRICTER : Kind.LOOSER;
        }
        return (now < old) == after.limit().comparison().limitsFromAbove() ? Kind.STRICTER : Kind.LOOSER;
    }

    /** Whether the limit itself breaks the promise. */
    private static boolean excludes(Limit<?> limit) {
        return !limit.comparison().holds(0, 0);
    }

    private static String text(Objective objective) {
        return text(objective, objective.limitText());
    }

    static String text(Objective objective, String limit) {
        var text = new StringBuilder(limit);
        text.append(", ").append(objective.severityOrDefault());
        if (objective.warning() != null) {
            text.append(", warning ").append(objective.warning().text());
        }
        if (objective.critical() != null) {
            text.append(", critical ").append(objective.critical().text());
        }
        if (objective.baseline() != null) {
            text.append(", baseline ").append(objective.baseline().text());
        }
        if (objective.window() != null) {
            text.append(", window ").append(objective.window());
        }
        var terms = objective.terms();
        if (terms.required()) {
            text.append(", required");
        }
        if (terms.informational()) {
            text.append(", informational");
        }
        if (terms.weight() != Terms.UNWEIGHTED) {
            text.append(", weight ").append(terms.weight());
        }
        if (!terms.testbeds().isEmpty()) {
            text.append(", on ").append(String.join(" and ", terms.testbeds()));
        }
        return text.toString();
    }
}
