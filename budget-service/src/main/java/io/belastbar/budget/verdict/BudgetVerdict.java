package io.belastbar.budget.verdict;

import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** What the results of all promises say together. What is only informational never counts. */
public final class BudgetVerdict {

    private static final int PERCENT = 100;

    private BudgetVerdict() {}

    /**
     * FAIL if a promise is broken or one that must be shown was not, else WARN if one warns, else INCONCLUSIVE if nothing
     * passed, else WARN if one that should have been shown was not, else PASS.
     */
    public static ObjectiveVerdict of(List<ObjectiveResult> results) {
        var counted = results.stream().filter(ObjectiveResult::counts).toList();
        if (counted.stream().anyMatch(ObjectiveResult::fails)) {
            return ObjectiveVerdict.FAIL;
        }
        var verdicts = counted.stream().map(ObjectiveResult::verdict).toList();
        if (verdicts.contains(ObjectiveVerdict.WARN)) {
            return ObjectiveVerdict.WARN;
        }
        if (!verdicts.contains(ObjectiveVerdict.PASS)) {
            return ObjectiveVerdict.INCONCLUSIVE;
        }
        return counted.stream().allMatch(result -> result.missing() == null)
                ? ObjectiveVerdict.PASS
                : ObjectiveVerdict.WARN;
    }

    /**
     * The weights of what was kept by those of all that was judged or should have been, 0 to 100, rounded down so that only
     * what is whole is 100. A warning is worth half. Empty without a weight in the budget, or with nothing judged.
     */
    public static OptionalInt score(List<ObjectiveResult> results) {
        var counted = results.stream().filter(ObjectiveResult::counts).toList();
        if (counted.stream().map(ObjectiveResult::weight).allMatch(Objects::isNull)) {
            return OptionalInt.empty();
        }
        long judged = 0;
        long halves = 0;
        for (var result : counted) {
            long weight = result.weight() == null ? 1 : result.weight();
            var worth = halves(result);
            judged += worth < 0 ? 0 : weight;
            halves += Math.max(0, worth) * weight;
        }
        return judged == 0 ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(PERCENT * halves / (2 * judged)));
    }

    /** Negative if it says nothing. */
    private static int halves(ObjectiveResult result) {
        return switch (result.verdict()) {
            case PASS -> 2;
            case WARN -> 1;
            case FAIL -> 0;
            case INCONCLUSIVE -> -1;
            case NO_DATA -> result.missing() == null ? -1 : 0;
        };
    }
}
