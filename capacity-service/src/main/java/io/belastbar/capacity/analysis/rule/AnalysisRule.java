package io.belastbar.capacity.analysis.rule;

import io.belastbar.capacity.limit.unit.Units;
import io.belastbar.report.Sentence;
import java.util.OptionalDouble;

/**
 * What is recommended when a figure is foreseen above a bound.
 *
 * @param of the figure that is looked at
 * @param inDays how far ahead
 * @param bound that it must lie above
 * @param estimatedCost once, in {@code currency}
 */
public record AnalysisRule(
        Figure of,
        int inDays,
        Bound bound,
        Priority priority,
        Sentence action,
        Sentence timeline,
        double estimatedCost,
        String currency) {

    /** What of a system the rules look at, by the name that the analysis answers it under. */
    public enum Figure {
        diskSpace,
        queryLatency,
        connections
    }

    /** How much it matters, the most first. */
    public enum Priority {
        HIGH,
        MEDIUM,
        LOW
    }

    /** Above what. */
    public sealed interface Bound {

        /** In a unit. */
        record Value(double value, String unit) implements Bound {}

        /** Of the figure's limit, from 0 to 1. */
        record ShareOfLimit(double share) implements Bound {}
    }

    /**
     * The bound in a figure's unit; empty if it cannot be said: a share of no limit, or a unit of something else.
     *
     * @param limit of the figure; empty if it has none
     */
    public OptionalDouble boundIn(String unit, OptionalDouble limit) {
        return switch (bound) {
            case Bound.ShareOfLimit share ->
                limit.isEmpty() ? limit : OptionalDouble.of(share.share() * limit.getAsDouble());
            case Bound.Value value -> Units.convert(value.value(), value.unit(), unit);
        };
    }
}
