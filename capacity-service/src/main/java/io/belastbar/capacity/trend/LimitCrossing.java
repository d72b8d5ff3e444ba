package io.belastbar.capacity.trend;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * When a growing trend reaches a limit: the line itself, and the two bounds of its prediction interval (the upper bound
 * reaches the limit first). This is inverse prediction; a bound that does not reach it within the horizon is empty.
 *
 * @param earliest where the upper bound reaches the limit
 * @param expected where the line does
 * @param latest where the lower bound does; empty when the slope is not significantly above zero
 */
public record LimitCrossing(OptionalDouble earliest, OptionalDouble expected, OptionalDouble latest) {
    private static final int HALVINGS = 200;

    /** Looks between {@code from} and {@code to}; nothing is reached by a trend that does not grow. */
    public static LimitCrossing of(LinearTrend trend, double limit, double confidence, double from, double to) {
        if (trend.slope() <= 0) {
            return new LimitCrossing(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        }
        DoubleUnaryOperator margin = x -> trend.predictionMargin(x, confidence);
        OptionalDouble latest = trend.growsFor(confidence)
                ? first(x -> trend.predict(x) - margin.applyAsDouble(x), limit, from, to)
                : OptionalDouble.empty();
        return new LimitCrossing(
                first(x -> trend.predict(x) + margin.applyAsDouble(x), limit, from, to),
                first(trend::predict, limit, from, to),
                latest);
    }

    /** Where a function that only grows reaches the limit. */
    private static OptionalDouble first(DoubleUnaryOperator growing, double limit, double from, double to) {
        if (growing.applyAsDouble(from) >= limit) {
            return OptionalDouble.of(from);
        }
        if (growing.applyAsDouble(to) < limit) {
            return OptionalDouble.empty();
        }
        double below = from;
        double above = to;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = below + (above - below) / 2;
            if (growing.applyAsDouble(middle) >= limit) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return OptionalDouble.of(above);
    }
}
