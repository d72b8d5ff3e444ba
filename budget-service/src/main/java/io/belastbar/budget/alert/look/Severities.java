package io.belastbar.budget.alert.look;

import io.belastbar.budget.objective.Objective;
import io.belastbar.contracts.Severity;

/** How bad a broken limit is. */
public final class Severities {

    private Severities() {}

    /** That of the promise where it is broken; MEDIUM at most where only its warning limit is. */
    public static Severity of(Objective objective, double value) {
        var promised = objective.severityOrDefault();
        return breaksPromise(objective, value) || promised.compareTo(Severity.MEDIUM) > 0 ? promised : Severity.MEDIUM;
    }

    public static boolean breaksPromise(Objective objective, double value) {
        return !objective.limit().keptBy(objective.measure().dimension().magnitude(value));
    }

    /** Whether a value is farther on the wrong side than another. */
    public static boolean isWorse(Objective objective, double value, double than) {
        return objective.limit().comparison().limitsFromAbove() ? value > than : value < than;
    }
}
