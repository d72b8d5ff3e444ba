package io.belastbar.budget.format.entry;

import io.belastbar.budget.objective.Measure;
import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.Limit;
import java.util.Optional;

/** Limits that everything keeps, and limits that nothing keeps. */
final class LimitRules {

    private LimitRules() {}

    /** The rule that a limit breaks; empty if some amounts keep it and others do not. */
    static Optional<String> broken(Measure measure, Limit<?> limit) {
        var amount = limit.value().magnitude();
        var comparison = limit.comparison();
        return switch (measure) {
            case ERROR_RATE ->
                rule(
                        comparison == Comparison.AT_MOST && amount == 1,
                        "all requests may fail: this is 100%; one in a hundred is 1%");
            case SUCCESS_RATE, HIT_RATIO ->
                rule(comparison == Comparison.AT_LEAST && amount == 0, "every share keeps this: nothing is promised")
                        .or(() -> rule(comparison == Comparison.ABOVE && amount == 1, "no share is above 100%"));
            case THROUGHPUT ->
                rule(comparison == Comparison.AT_LEAST && amount == 0, "every rate keeps this: nothing is promised");
            default -> Optional.empty();
        };
    }

    private static Optional<String> rule(boolean broken, String rule) {
        return broken ? Optional.of(rule) : Optional.empty();
    }
}
